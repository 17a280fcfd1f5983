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

/** What SCIM may list, by id. */
export interface ListingStore {
  /**
   * Ids visible to SCIM in listing order (by id), from the listing index: behind `after`, from
   * `from` on, or the last ones before `before` (then `next` continues downwards).
   */
  listIds(type: string, page: { limit: number } & ListingStart): Promise<IdPage>;
  /** How many resources of the type are visible to SCIM. */
  count(type: string): Promise<number>;
  /**
   * Where the resource at `startIndex` (from 1) stands in the listing: `skip` resources behind the
   * first whose id is `from` or more. Reads counters, not the listing, so that a late page costs
   * what the first one costs.
   */
  locate(type: string, startIndex: number): Promise<{ total: number; from: string; skip: number }>;
}
