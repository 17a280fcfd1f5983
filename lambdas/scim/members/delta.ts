import { invalidValue, tooMany } from '../errors.ts';
import { danglingMembers } from '../quirks/entra/dangling-members.ts';
import type { Profile } from '../quirks/quirk.ts';
import { withKey, type JsonObject } from '../json.ts';

/** A member as it is kept: the type of the resource it is, or, where no resource has the id, what was sent about it. */
export interface Member {
  readonly id: string;
  readonly type?: string;
  readonly sent?: JsonObject;
}

/** What a request says about members, without knowing them: `undefined` stands for an id that is to go. */
export interface MemberEdits {
  /** Whether the edits start from the members there are, or from none. */
  readonly from: 'stored' | 'none';
  readonly changes: ReadonlyMap<string, JsonObject | undefined>;
}

/** The members that come and go. */
export interface MemberDelta {
  readonly add: readonly Member[];
  readonly remove: readonly string[];
}

/** What is known about the ids that edits name. */
export interface MemberFacts {
  /** Those of the ids that are members; all members when the edits start from none. */
  readonly members: ReadonlySet<string>;
  /** The resources that the ids name, deleted and erased ones too. */
  readonly resources: ReadonlyMap<string, { readonly type: string; readonly deleted: boolean }>;
}

/** One request changes at most as many members: it has to be done within the 29 seconds API Gateway waits. */
export const MAX_MEMBER_CHANGES = 10_000;

/**
 * What edits change. Adding a member that is there and removing one that is not change nothing. An id that names nothing is refused with 400
 * `invalidValue`, or kept as sent (quirk dangling-members); that of a deleted resource never comes back. Throws 400 `tooMany`.
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
    return resource.deleted ? [] : [{ id, type: resource.type }];
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

/** A member as it is returned (RFC 7643 §4.2), with the URI of what it is. `location` tells it for a type and an id. */
export function memberValue(
  { id, type, sent }: Member,
  location: (type: string, id: string) => string | undefined,
): JsonObject {
  const ref = type === undefined ? undefined : location(type, id);
  return { value: id, ...(ref === undefined ? sent : { $ref: ref, type: type ?? '' }) };
}
