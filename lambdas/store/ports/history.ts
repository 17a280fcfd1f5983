import type { FeedEntry } from './feed.ts';

/** A change of one resource, without values, as its history tells it. */
export type HistoryEntry = Omit<FeedEntry, 'eventId' | 'type' | 'id' | 'epoch'>;

/** Changes of one resource, the newest first; `next` is what the page behind this one is `before`. */
interface HistoryPage {
  readonly changes: readonly HistoryEntry[];
  readonly next?: number;
}

/** Whoever writes what happened to each resource, which is kept as long as the feed's items. */
export interface HistoryWriter {
  /** Adds changes, in any order; one that is there already stays. 1 WRU for each, 25 in a round trip. */
  add(entries: readonly FeedEntry[], now: string): Promise<void>;
}

/** Whoever reads it. */
export interface HistoryReader {
  /**
   * The last `limit` changes of a resource, of the versions below `before` where that is given.
   * Strongly consistent; 1 round trip. What happened in the last two seconds may not be there yet.
   */
  history(type: string, id: string, page: { limit: number; before?: number | undefined }): Promise<HistoryPage>;
}
