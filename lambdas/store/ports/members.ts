import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberFacts } from '../../scim/members/member.ts';
import type { IdPage, IdRange } from './listing.ts';

/** A member of a group, as a pair of ids. */
export interface Membership {
  readonly group: string;
  readonly member: string;
}

/** Who is a member of what. */
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
   * A resource with all its members as of one moment, in the order of their ids, or with the first
   * `max` and `more`. Strongly consistent.
   */
  listMembers(
    type: string,
    id: string,
    max: number,
  ): Promise<{ resource: StoredResource; members: Member[]; more: boolean } | undefined>;
  /** Ids of members in order. Strongly consistent. */
  pageMembers(type: string, id: string, page: { limit: number } & IdRange): Promise<IdPage>;
  /** Which of the pairs are memberships, as "<group> <member>". Strongly consistent. */
  memberships(type: string, pairs: readonly Membership[]): Promise<ReadonlySet<string>>;
  /**
   * Ids of the resources that have this member, from the `inverse` index, which trails by a moment.
   */
  findByMember(memberId: string): Promise<string[]>;
  /** The version of the nesting of groups, for `WriteOptions.nestingVersion`. */
  nestingVersion(): Promise<number>;
  /**
   * Rolls a change of members forward that was decided and written to the intent log. Idempotent,
   * also when two do it at once.
   */
  rollForward(resource: StoredResource): Promise<void>;
}
