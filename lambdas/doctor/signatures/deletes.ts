import { isDone, ofKind, total } from '../evidence.ts';
import { sightingOf } from './sighting.ts';
import type { Signature } from './signature.ts';
import { counted, PROVISIONING, some } from './words.ts';

const MASS = { users: 50, share: 0.1 };

/** Users who are disabled or deleted in an unusual way. */
export const DELETES: readonly Signature[] = [
  {
    id: 'many-users-disabled',
    number: 16,
    severity: 'attention',
    title: 'Many users were disabled at once',
    cause: 'A group was unassigned, or the scope was changed',
    fix: `if it was not meant: assign the group again; the users come back as they were. ${PROVISIONING}, Properties: set an accidental deletion threshold. If it was: npm run scim -- hold list, hold release`,
    fixForAdmin: `if it was not meant: assign the group again; the users come back as they were. ${PROVISIONING}, Properties: set an accidental deletion threshold. If it was: tell the operator of this service, since nobody is erased until then`,
    find: ({ cycles, users, holds }) => {
      const counters = cycles.at(-1)?.counters ?? [];
      const disables = counters.filter((each) => each.kind === 'userDisable' && isDone(each));
      const disabled = total(disables, () => true);
      if (disabled >= MASS.users && disabled >= users * MASS.share)
        return sightingOf(disables, () => `${disabled} of ${counted(users, 'user', 'users')} in the last cycle`);
      return some(holds, (count) => `${counted(count, 'hold waits', 'holds wait')} for a decision`);
    },
  },
  {
    id: 'deleted-without-disable',
    number: 17,
    severity: 'info',
    title: 'Users are deleted without having been disabled before',
    cause: 'The mapping of active is missing, or people are deleted for good in Entra',
    fix: 'keep the mapping of IsSoftDeleted onto active: a user who is only unassigned then stays visible as deactivated',
    find: ({ all, deletedAtOnce, sampledDeleted }) =>
      deletedAtOnce > 0 && !all.some(ofKind('userDisable'))
        ? `${deletedAtOnce} of ${counted(sampledDeleted, 'deleted user', 'deleted users')}`
        : undefined,
  },
];
