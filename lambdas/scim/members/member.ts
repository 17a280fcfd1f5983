import { withKey, type JsonObject } from '../json.ts';

/**
 * A member as it is kept: the type of the resource it is, or, where no resource has the id, what
 * was sent about it.
 */
export interface Member {
  readonly id: string;
  readonly type?: string;
  readonly sent?: JsonObject;
  /** The life of the resource that the membership belongs to, and ends with. Absent: its first. */
  readonly life?: number;
}

/** The members that come and go. */
export interface MemberDelta {
  readonly add: readonly Member[];
  readonly remove: readonly string[];
}

/** What is known about a resource that may become a member; `life` absent: its first. */
export interface KnownResource {
  readonly type: string;
  readonly deleted: boolean;
  readonly life?: number;
}

/** What is known about the ids that edits name. */
export interface MemberFacts {
  /** Those of the ids that are members; all members when the edits start from none. */
  readonly members: ReadonlySet<string>;
  /** The resources that the ids name, deleted and erased ones too. */
  readonly resources: ReadonlyMap<string, KnownResource>;
}

/** Tells the URI of the resource of a type with an id; undefined where nobody knows the type. */
export type Locate = (type: string, id: string) => string | undefined;

/** A member as it is returned (RFC 7643 §4.2), with the URI of what it is. */
export function memberValue({ id, type, sent }: Member, locate: Locate): JsonObject {
  const ref = type === undefined ? undefined : locate(type, id);
  return { value: id, ...(ref === undefined ? sent : { $ref: ref, type: type ?? '' }) };
}

/** Attributes with these members in them, as a client sees them. */
export function withMembers(
  attributes: JsonObject,
  name: string,
  members: readonly Member[],
  locate: Locate,
): JsonObject {
  const values = members.map((member) => memberValue(member, locate));
  return withKey(attributes, name, values.length > 0 ? values : undefined);
}
