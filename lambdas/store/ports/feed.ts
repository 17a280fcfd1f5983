import type { Author } from '../../life/stored-resource.ts';

/** A change of a resource, without values, and who made it, where that is known. */
export interface FeedEntry extends Author {
  readonly eventId: string;
  /** As in "user.created". */
  readonly event: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly previousVersion?: number;
  /** When the directory was restored before it, in seconds since 1970. Absent: never. */
  readonly epoch?: number;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly changed: readonly string[];
}

/**
 * The next entry to be read: the number of its item, and its place in it. What is before a position
 * never changes.
 */
export interface FeedPosition {
  readonly item: number;
  readonly offset: number;
}

/**
 * Entries from a position on, where to go on, whether others follow, and when the last of these was
 * added (ISO 8601).
 */
export interface FeedPage {
  readonly entries: FeedEntry[];
  readonly next: FeedPosition;
  readonly more: boolean;
  readonly addedAt?: string;
}

/** Whoever writes the list of what changed, which is ordered and kept for 36 days. */
export interface FeedWriter {
  /**
   * Adds entries at the end, in their order, unless just these were the last that were added. 2
   * round trips for each 200 KB of entries; two more for each writer that was quicker.
   */
  append(entries: readonly FeedEntry[], now: string): Promise<void>;
}

/** Whoever reads it. */
export interface FeedReader {
  /** Behind the last entry. Strongly consistent. */
  head(): Promise<FeedPosition>;
  /** Where what was added at a moment, ISO 8601, or later begins. About 20 round trips. */
  since(moment: string): Promise<FeedPosition>;
  /** Up to `limit` entries from a position on. Strongly consistent. */
  read(from: FeedPosition, limit: number): Promise<FeedPage>;
}

/** Entries before a place, the newest first, each with its own place, and whether others are before them. */
interface FeedLookBack {
  readonly entries: readonly { readonly entry: FeedEntry; readonly place: FeedPosition }[];
  readonly more: boolean;
}

/** Whoever looks back through it. */
export interface FeedBackReader {
  /**
   * The entries of up to `items` items of the feed, of 100 entries each at most, before a place; without one
   * from the end. 1 round trip, 1 MB; may be a moment behind.
   */
  readBack(before: FeedPosition | undefined, items: number): Promise<FeedLookBack>;
}
