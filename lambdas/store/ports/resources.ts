import type { StoredResource } from '../../life/stored-resource.ts';
import type { MemberDelta } from '../../scim/members/member.ts';
import type { IndexValue, IndexValues } from '../../scim/query/index-values.ts';
import type { MemberOf } from './members.ts';

/** A resource and what it is found by: one side of a write. */
export interface Indexed {
  readonly resource: StoredResource;
  readonly index: IndexValues;
}

/** What is written in the same transaction as a resource. */
export interface WriteOptions {
  readonly members?: MemberDelta | undefined;
  /**
   * Only members change, which commutes: the version goes up by one from whatever it is, so that
   * others who change members are not in the way.
   */
  readonly commutative?: boolean;
  /**
   * The groups of a resource that leaves or comes back, as read with it: its memberships end with
   * the same write, or, where they are too many, are counted as ended from then on.
   */
  readonly memberOf?: MemberOf | undefined;
  /** What comes back does so with the groups that it was in. */
  readonly rejoins?: boolean;
  /** All members go, before those of `members` come. */
  readonly empties?: boolean;
  /**
   * The version of the nesting of groups that was seen before circles were looked for; set when
   * groups become members.
   */
  readonly nestingVersion?: number | undefined;
  /** Milliseconds until the store gives up on others who are in the way. */
  readonly patience?: number;
}

/** What a write ended in. Expected outcomes are values; only the unexpected is thrown. */
export type WriteOutcome =
  | { readonly ok: true; readonly writtenUnits: number }
  /** `owner` is the id of who has it. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue; readonly owner?: string }
  /** Someone else wrote in between: it is not as it was read, or gone. */
  | { readonly ok: false; readonly reason: 'changed' }
  /** Someone else made or ended one of the memberships in between, or nested groups. */
  | { readonly ok: false; readonly reason: 'members' };

/** Resources by id and by what they are found by, and their writes. */
export interface ResourceStore {
  /** Strongly consistent read, also of deleted (not yet erased) resources. 1 round trip. */
  get(type: string, id: string): Promise<StoredResource | undefined>;
  /**
   * In the order of `ids`; ids that are gone are left out. Eventually consistent unless
   * `consistent`.
   */
  getMany(type: string, ids: readonly string[], options?: { consistent?: boolean }): Promise<StoredResource[]>;
  /** The owner of a claim, strongly consistent. 1 round trip. */
  findByClaim(type: string, claim: IndexValue): Promise<string | undefined>;
  /**
   * All ids with this lookup value, and that of the owner of the claim it stands beside, strongly
   * consistent.
   */
  findByLookup(type: string, lookup: IndexValue): Promise<string[]>;
  /**
   * Moves a resource from `previous` to `next`, all-or-nothing, on condition that it is still at
   * `previous`'s version: item, claims, lookups, listing, due entry and counter move together.
   * `previous` undefined creates, `next` undefined erases. A deleted resource (`deletedAt`) is not
   * listed and not counted.
   */
  write(previous: Indexed | undefined, next: Indexed | undefined, options?: WriteOptions): Promise<WriteOutcome>;
}
