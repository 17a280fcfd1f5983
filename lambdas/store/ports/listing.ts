/** A page of ids in listing order; `next` is undefined on the last one. */
interface IdPage {
  readonly ids: readonly string[];
  readonly next?: string;
}

/** Which way ids are read, and behind which one; the first of that way where there is none. */
export interface IdRange {
  readonly after?: string | undefined;
  /** From the last id down: then what is behind an id is less than it. */
  readonly backward?: boolean;
}

/** The same, or from an id on, which is among them. */
export type ListingStart = IdRange | { readonly from: string };

/** What SCIM may list, by id. */
export interface ListingStore {
  /**
   * Ids visible to SCIM in listing order (by id), from the listing index; `next` is what the page
   * behind this one is `after`.
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
