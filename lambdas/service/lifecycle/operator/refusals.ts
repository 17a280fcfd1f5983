import type { Hold } from '../../../life/lifecycle.ts';
import type { EventOutcome } from '../apply-event.ts';

/** What an operator can do to one user. */
export type UserCommand = 'restore' | 'erase' | 'hold' | 'lift';

type Refused = Extract<EventOutcome, { ok: false }>;

/** Why a command cannot be carried out for a user, and what helps, by the reason. */
const TEXTS: Record<
  Exclude<Refused['reason'], 'taken'>,
  (user: string, command: UserCommand, hold: string) => string
> = {
  unknown: (user) => `there is no ${user}`,
  busy: (user) => `${user} is being changed by too many requests; try again`,
  'not wanted': (user) => `${user} is held back`,
  deleted: (user) => `${user} is deleted; restore it first`,
  erased: (user) => `${user} is erased: nothing of it is left but its id`,
  'not deleted': (user) => `${user} is not deleted; a deactivated user comes back when Entra sends active=true`,
  held: (user, command, hold) =>
    command === 'hold'
      ? `${user} is on hold already${hold}`
      : `${user} is on legal hold${hold}; lift the hold first (scim user lift)`,
  'not held': (user) => `${user} is not on hold`,
  'not due': (user) => `${user} is not due`,
  'not since': (user) => `${user} was not deleted then`,
};

const held = (hold: Hold | undefined): string => (hold ? `, since ${hold.since.slice(0, 10)}: ${hold.reason}` : '');

/** Why a command cannot be carried out for a user, and what helps. */
export function refusalText(command: UserCommand, id: string, refused: Refused): string {
  const user = `user ${id}`;
  if (refused.reason !== 'taken') return TEXTS[refused.reason](user, command, held(refused.hold));
  const { claim, owner } = refused;
  const taken = owner === undefined ? 'taken by another user' : `taken by ${owner}`;
  return `${user} cannot be restored: ${claim.attribute} "${claim.value}" is ${taken}; rename or delete that one first`;
}

/** Why a group cannot be restored, and what helps. */
export function groupRefusalText(id: string, refused: Refused): string {
  const group = `group ${id.slice(0, 80)}`;
  if (refused.reason === 'not deleted') return `${group} is not deleted`;
  if (refused.reason === 'busy') return `${group} is being changed by too many requests; try again`;
  if (refused.reason !== 'taken')
    return `there is no deleted ${group}; "scim group list" shows those that can be restored`;
  const { claim, owner = 'another group' } = refused;
  return `${group} cannot be restored: ${claim.attribute} "${claim.value}" is taken by ${owner}; rename or delete that one first`;
}
