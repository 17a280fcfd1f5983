import type { IndexValue, IndexValues, StoredResource } from '../scim/resource/resource.ts';

/** What a write ended in. Expected outcomes are values; only the unexpected is thrown. */
export type WriteOutcome =
  | { readonly ok: true; readonly writtenUnits: number }
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue }
  /** Someone else wrote in between: `current` is what is there now, undefined when it is gone. */
  | { readonly ok: false; readonly reason: 'changed'; readonly current: StoredResource | undefined };

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
   * A deleted resource (`deletedAt`) holds no claim, no lookup and no listing entry.
   */
  write(previous: Indexed | undefined, next: Indexed | undefined): Promise<WriteOutcome>;
  /** Ids of resources whose `purgeAfter` is at or before `asOf`, oldest first, from the sparse due index. */
  listDue(
    asOf: string,
    page: { limit: number; after?: string },
  ): Promise<{ due: { type: string; id: string; purgeAfter: string }[]; next?: string }>;
}
