import type { MassHold } from '../scim/guard.ts';
import type { Member, MemberDelta, MemberFacts } from '../scim/members.ts';
import type { IndexValue, IndexValues, StoredResource } from '../scim/resource/resource.ts';
import type { Problem } from './check.ts';

/** What a write ended in. Expected outcomes are values; only the unexpected is thrown. */
export type WriteOutcome =
  | { readonly ok: true; readonly writtenUnits: number }
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue }
  /** Someone else wrote in between: `current` is what is there now, undefined when it is gone. */
  | { readonly ok: false; readonly reason: 'changed'; readonly current: StoredResource | undefined }
  /** Someone else made or ended one of the memberships in between, or nested groups. */
  | { readonly ok: false; readonly reason: 'members' };

/** What changes together with a resource. */
export interface Beside {
  readonly members?: MemberDelta | undefined;
  /** Only members change: the version goes up by one from whatever it is, so that others who change members are not in the way. */
  readonly anyVersion?: boolean;
  /** The resource can be a member: when it stops being visible, readers of members have to know, and when it comes back. */
  readonly departs?: boolean;
  /** What comes back does so without the groups it was in. */
  readonly fresh?: boolean;
  /** The turn of nesting that was seen before circles were looked for; set when groups become members. */
  readonly nesting?: number | undefined;
}

/** A member of a group, as a pair of ids. */
export interface Membership {
  readonly group: string;
  readonly member: string;
}

/** A resource that went and may still have memberships, and since when; or one that came back, whose groups may not all have taken it back yet. */
export interface Departed {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** The version with which it went or came back. */
  readonly version: number;
  readonly returning?: true;
  /** It came back as a new one does: the groups it was in do not take it back. */
  readonly fresh?: true;
}

/** The partitions of the `due` index: the purge reads the first two, and never those who are held. */
export type DuePartition = 'DEACTIVATED' | 'DELETED' | 'HELD';

/** A soft-deleted, or held, resource as the `due` index knows it. */
export interface SoftDeleted {
  readonly type: string;
  readonly id: string;
  /** Empty for one that is held and not soft-deleted. */
  readonly softDeletedAt: string;
  readonly deletedAt?: string;
}

/** One side of a write: the resource and what it is indexed by. */
export interface Indexed {
  readonly resource: StoredResource;
  readonly index: IndexValues;
}

/** A page of ids in listing order; `next` is undefined on the last one. */
export interface IdPage {
  readonly ids: readonly string[];
  readonly next?: string;
}

export interface ListingStart {
  readonly after?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/**
 * The store of resources. It knows keys, conditions and retries, and decides no protocol question.
 * Every method throws `StoreBusyError` when DynamoDB kept throttling or conflicting until the retry budget was spent.
 */
export interface Store {
  /** Strongly consistent read, also of deleted (not yet erased) resources. 1 round trip. */
  get(type: string, id: string): Promise<StoredResource | undefined>;
  /** In the order of `ids`; ids that are gone are left out. Eventually consistent unless `consistent`. */
  getMany(type: string, ids: readonly string[], options?: { consistent?: boolean }): Promise<StoredResource[]>;
  /** The owner of a claim, strongly consistent. 1 round trip. */
  findByClaim(type: string, claim: IndexValue): Promise<string | undefined>;
  /** All ids with this lookup value, strongly consistent. */
  findByLookup(type: string, lookup: IndexValue): Promise<string[]>;
  /**
   * Ids visible to SCIM in listing order (by id), from the listing index: behind `after`, from `from` on, or the last ones before `before`
   * (then `next` continues downwards).
   */
  listIds(type: string, page: { limit: number } & ListingStart): Promise<IdPage>;
  /** How many resources of the type are visible to SCIM. */
  count(type: string): Promise<number>;
  /**
   * Where the resource at `startIndex` (from 1) stands in the listing: `skip` resources behind the first whose id is `from` or more. Reads
   * counters, not the listing, so that a late page costs what the first one costs.
   */
  locate(type: string, startIndex: number): Promise<{ total: number; from: string; skip: number }>;
  /**
   * Moves a resource from `previous` to `next`, all-or-nothing, on condition that it is still at `previous`'s version:
   * item, claims, lookups, listing, due entry and counter move together. `previous` undefined creates, `next` undefined erases.
   * A deleted resource (`deletedAt`) is not listed and not counted.
   */
  write(previous: Indexed | undefined, next: Indexed | undefined, beside?: Beside): Promise<WriteOutcome>;
  /**
   * A resource with members, and what is known about ids: which of `ids` are members of it, and which resources of `types` the `candidates`
   * name. 1 round trip for up to 33 ids of the first type.
   */
  look(
    type: string,
    id: string,
    about: { ids: readonly string[]; candidates: readonly string[]; types: readonly string[] },
  ): Promise<{ resource: StoredResource | undefined; facts: MemberFacts }>;
  /** A resource with all its members as of one moment, in the order of their ids, or with the first `max` and `more`. Strongly consistent. */
  listMembers(
    type: string,
    id: string,
    max: number,
  ): Promise<{ resource: StoredResource; members: Member[]; more: boolean } | undefined>;
  /** Ids of members in order, behind `after` or the last ones before `before`. Strongly consistent. */
  pageMembers(
    type: string,
    id: string,
    page: { limit: number; after?: string | undefined; before?: string | undefined },
  ): Promise<IdPage>;
  /** Which of the pairs are memberships, as "<group> <member>". Strongly consistent. */
  memberships(type: string, pairs: readonly Membership[]): Promise<ReadonlySet<string>>;
  /** Ids of the resources that have this member, from the `inverse` index, which trails by a moment. */
  findByMember(memberId: string): Promise<string[]>;
  /** The turn of nesting, for `Beside.nesting`. */
  nestingTurn(): Promise<number>;
  /** Carries out a change of members that was decided; safe to repeat and to do twice at once. */
  settle(resource: StoredResource): Promise<void>;
  /** Ends one membership, whoever made it, and moves the version of the group. `keptFor`, the type of the member, keeps it with the former ones. */
  endMembership(type: string, pair: Membership, now: string, keptFor?: string): Promise<void>;
  /** The groups a deleted resource was in. Strongly consistent. */
  listFormer(type: string, id: string): Promise<string[]>;
  forgetFormer(type: string, id: string, groups: readonly string[]): Promise<void>;
  /** Erases what is left of the members of a resource that was erased. `hasTime` ends it early; answers whether all is gone. */
  eraseMembers(type: string, id: string, hasTime: () => boolean): Promise<boolean>;
  /** All resources that went and may still have memberships, and all that came back and may lack some. */
  listDeparted(): Promise<Departed[]>;
  /** Forgets a mark, unless the resource has left or come back again since. */
  forgetDeparted(departed: Departed): Promise<void>;
  /** The soft-deleted, or held, resources from the moment `from` to the moment `upTo`, oldest first, from the sparse due index, which trails by a moment; behind `after`, which is a `next` or one of those found. */
  listSoftDeleted(
    partition: DuePartition,
    page: { limit: number; from?: string; upTo?: string; after?: string | SoftDeleted },
  ): Promise<{ found: SoftDeleted[]; next?: string }>;
  /** All holds, the oldest first. Strongly consistent. */
  listHolds(): Promise<MassHold[]>;
  putHold(hold: MassHold): Promise<void>;
  /** What is in the table and should not be, or is missing. `indexOf` tells what a resource is found by. Reads every item: not for requests. */
  check(indexOf: (resource: StoredResource) => Indexed): Promise<{ items: number; problems: Problem[] }>;
  /** Up to when the guard has looked; undefined when it never has. */
  guardedUpTo(): Promise<string | undefined>;
  setGuardedUpTo(moment: string): Promise<void>;
}
