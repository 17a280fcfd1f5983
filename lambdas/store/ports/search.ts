/** A value of a resource that is searched by how it begins, folded. */
export interface SearchEntry {
  readonly type: string;
  readonly id: string;
  readonly value: string;
}

/** Entries in the order of values and ids; `next` is what the page behind this one is `after`. */
interface SearchPage {
  readonly entries: readonly SearchEntry[];
  readonly next?: SearchEntry;
}

/** Whoever keeps what is searched. */
export interface SearchWriter {
  /** Adds entries and removes others, none of which is in both. 1 WRU for each, 25 in a round trip. */
  moveSearch(added: readonly SearchEntry[], removed: readonly SearchEntry[]): Promise<void>;
}

/** Whoever searches. */
export interface SearchReader {
  /**
   * Entries of a type whose value begins with `prefix`, which has a start (`searchStart`). Behind the
   * table by up to three seconds, and hints only: whoever reads them looks at the resource itself.
   */
  search(type: string, prefix: string, page: { limit: number; after?: SearchEntry | undefined }): Promise<SearchPage>;
}
