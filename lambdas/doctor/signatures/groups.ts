import { isDone, ofKind } from '../evidence.ts';
import { sightingOf } from './sighting.ts';
import type { Signature } from './signature.ts';
import { counted, PROVISIONING } from './words.ts';

/** Groups and their members. */
export const GROUPS: readonly Signature[] = [
  {
    id: 'groups-empty',
    number: 13,
    severity: 'attention',
    title: 'Groups are here, and all of them are empty',
    cause: 'Their members are not in scope, or the members mapping of groups was removed',
    fix: 'assign the users themselves, or groups that hold them directly; keep the mapping of members in "Provision Microsoft Entra ID Groups"',
    find: ({ cycles, all, sampledGroups, emptyGroups }) =>
      cycles.length >= 2 && sampledGroups > 0 && emptyGroups === sampledGroups && !all.some(ofKind('groupMembers'))
        ? `none of ${counted(sampledGroups, 'group', 'groups')} looked at has a member, and none was ever sent`
        : undefined,
  },
  {
    id: 'groups-not-sent',
    number: 14,
    severity: 'info',
    title: 'Users arrive, groups do not',
    cause: 'The mapping of groups is switched off, or groups serve only to assign users',
    fix: `if the product needs groups: ${PROVISIONING}, Mappings, "Provision Microsoft Entra ID Groups": Enabled Yes, and assign the groups`,
    find: ({ cycles, all, users, groups }) =>
      cycles.length >= 2 &&
      users > 0 &&
      groups === 0 &&
      !all.some(ofKind('groupQuery', 'groupCreate', 'groupRead', 'groupPatch', 'groupMembers'))
        ? `${counted(users, 'user', 'users')}, and no request about a group`
        : undefined,
  },
  {
    id: 'group-emptied',
    number: 15,
    severity: 'attention',
    title: 'A group was emptied by one request',
    cause: 'A request removed members without saying which',
    fix: 'look into the Provisioning logs whether this was meant; if not, Restart provisioning sends the members again',
    find: ({ recent }) =>
      sightingOf(
        recent.filter((each) => each.kind === 'groupMembers' && each.reason === 'removeAll' && isDone(each)),
        (count) => counted(count, 'time', 'times'),
      ),
  },
];
