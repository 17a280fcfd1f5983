import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberFacts } from '../../scim/members/member.ts';
import type { IdRange } from './listing.ts';

/** A member of a group, as a pair of ids. */
export interface Membership {
  readonly group: string;
  readonly member: string;
}

/**
 * Memberships that end, or come back, in the write that lets their resource go or return: two items
 * each, and room is left for the claims and lookups. More of them leave a mark instead.
 */
export const MAX_AT_ONCE = 25;

/** The groups that a resource was in when a life of it ended, and whose members they were not made again. */
export interface FormerGroups {
  readonly life: number;
  readonly groups: readonly string[];
}

/** The groups that one resource is a member of, as read together with it. */
export interface MemberOf {
  readonly groupType: string;
  /** Those that are there, each with the generation of its members. */
  readonly groups: ReadonlyMap<string, number>;
  /** Those of the last life that ended without coming back with them. */
  readonly former?: FormerGroups | undefined;
  /** What a later version keeps with them. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Changes whenever they do. */
  readonly turn: number;
  /** An earlier DELETE has not ended all memberships yet. */
  readonly isUnfinished: boolean;
  /** A change of members is decided and not carried out, and may name the resource. */
  readonly mayBeNamed: boolean;
}

/** A page of members in the order of their ids; `next` is undefined on the last one. */
export interface MemberPage {
  readonly members: readonly Member[];
  readonly next?: string;
}

/** Who is a member of what. Everything here is strongly consistent. */
export interface MemberStore {
  /**
   * A resource with members, and what is known about ids: which of `ids` are members of it, and
   * which resources of `types` the `candidates` name. 1 round trip for up to 33 ids of the first
   * type.
   */
  getWithFacts(
    type: string,
    id: string,
    about: { ids: readonly string[]; candidates: readonly string[]; types: readonly string[] },
  ): Promise<{ resource: StoredResource | undefined; facts: MemberFacts }>;
  /**
   * A resource with the groups it is in, or was in when it was deleted, also those that are deleted
   * themselves and still kept; `groupType` is the type of those, undefined where nobody has to know
   * which of them are still there. 1 round trip, 2 where there are groups.
   */
  getWithGroups(
    type: string,
    id: string,
    groupType: string | undefined,
  ): Promise<{ resource: StoredResource | undefined; memberOf: MemberOf }>;
  /**
   * A resource with all its members as of one moment, in the order of their ids, or with the first
   * `max` and `more`. One that is deleted shows none.
   */
  listMembers(
    type: string,
    id: string,
    max: number,
  ): Promise<{ resource: StoredResource; members: Member[]; more: boolean } | undefined>;
  /** Some members in the order of their ids; undefined where no such resource is to be seen. 2 round trips. */
  pageMembers(type: string, id: string, page: { limit: number } & IdRange): Promise<MemberPage | undefined>;
  /** Which of the pairs are memberships, as "<group> <member>". */
  memberships(type: string, pairs: readonly Membership[]): Promise<ReadonlySet<string>>;
  /** The groups of members, by the id of the member. `type` is that of the groups. 3 round trips. */
  groupsOf(type: string, memberIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredResource[]>>;
  /** The version of the nesting of groups, for `WriteOptions.nestingVersion`. */
  nestingVersion(): Promise<number>;
}
