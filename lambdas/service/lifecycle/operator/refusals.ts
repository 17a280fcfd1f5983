import type { EventOutcome } from '../apply-event.ts';

/** What an operator can do to one user. */
export type UserCommand = 'restore' | 'erase' | 'hold' | 'lift';

type Refused = Extract<EventOutcome, { ok: false }>;

/** Why a command cannot be carried out for a user, and what helps, by the reason. */
const TEXTS: Record<Exclude<Refused['reason'], 'taken'>, (user: string, command: UserCommand) => string> = {
  unknown: (user) => `there is no ${user}`,
  busy: (user) => `${user} is being changed by too many requests; try again`,
  'not wanted': (user) => `${user} is held back`,
  deleted: (user) => `${user} is deleted; restore it first`,
  erased: (user) => `${user} is erased: nothing of it is left but its id`,
  'not deleted': (user) => `${user} is not deleted; a deactivated user comes back when Entra sends active=true`,
  held: (user, command) =>
    command === 'hold'
      ? `${user} is on hold already`
      : `${user} is on legal hold; lift the hold first (scim user lift)`,
  'not held': (user) => `${user} is not on hold`,
  'not due': (user) => `${user} is not due`,
  'not since': (user) => `${user} was not deleted then`,
};

/** Why a command cannot be carried out for a user, and what helps. */
export function refusalText(command: UserCommand, id: string, refused: Refused): string {
  const user = `user ${id}`;
  if (refused.reason !== 'taken') return TEXTS[refused.reason](user, command);
  const { claim, owner } = refused;
  const { attribute, value } = claim;
  const who = owner === undefined ? '' : ` (taken by ${owner})`;
  return `${user} cannot be restored: ${attribute} "${value}" belongs to another user by now${who}; rename or delete that one first`;
}
