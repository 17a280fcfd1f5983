import { invalidValue, tooMany } from '../errors.ts';
import { danglingMembers } from '../quirks/entra/dangling-members.ts';
import type { Profile } from '../quirks/quirk.ts';
import { withKey } from '../json.ts';
import type { MemberEdits } from './edits.ts';
import type { Member, MemberDelta, MemberFacts } from './member.ts';

/**
 * One request changes at most as many members: it has to be done within the 29 seconds API Gateway
 * waits.
 */
export const MAX_MEMBER_CHANGES = 10_000;

/**
 * What edits change. Adding a member that is there and removing one that is not change nothing. An
 * id that names nothing is refused with 400 `invalidValue`, or kept as sent (quirk
 * dangling-members); that of a deleted resource never comes back. Throws 400 `tooMany`.
 */
export function memberDelta(edits: MemberEdits, facts: MemberFacts, profile: Profile): MemberDelta {
  const named = [...edits.changes];
  const added = named.flatMap(([id, sent]) => (sent && !facts.members.has(id) ? [{ id, sent }] : []));
  const kept = (id: string): boolean =>
    edits.changes.has(id) ? edits.changes.get(id) !== undefined : edits.from === 'stored';
  const remove = [...facts.members].filter((id) => !kept(id));
  const isTolerated = profile.has(danglingMembers);
  const unknown = added.filter(({ id }) => facts.resources.get(id)?.deleted ?? true);
  if (unknown.length > 0 && !isTolerated) throw unknownMembers(unknown.map(({ id }) => id));
  const add = added.flatMap(({ id, sent }): Member[] => {
    const resource = facts.resources.get(id);
    if (!resource) return [{ id, sent: withKey(sent, 'value', undefined) }];
    const { type, life, deleted } = resource;
    return deleted ? [] : [{ id, type, ...(life !== undefined && { life }) }];
  });
  const changes = add.length + remove.length;
  if (changes > MAX_MEMBER_CHANGES)
    throw tooMany(
      `the request changes ${changes} members; at most ${MAX_MEMBER_CHANGES} can change at once, send several requests with a part of them each`,
    );
  return { add, remove };
}

const SHOWN = 20;

function unknownMembers(ids: readonly string[]) {
  const shown = ids.slice(0, SHOWN).map((id) => `"${id.slice(0, 80)}"`);
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
  return invalidValue(
    `"members" names ${shown.join(', ')}${more}, which ${ids.length === 1 ? 'is' : 'are'} no id of a User or Group here; nothing was changed, send the request without ${ids.length === 1 ? 'it' : 'them'}`,
  );
}
