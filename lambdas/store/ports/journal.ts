import type { FoundRefusal, Refusal } from '../../traffic/refusal.ts';

export type { Operation } from '../../traffic/refusal.ts';

/** Days that a refusal is told of. */
export const JOURNAL_DAYS = 30;

/** Whoever writes down what was refused. */
export interface JournalWriter {
  /** One refusal, all of it or nothing: twice 1 WRU for it and for each name; half a second at most. */
  addRefusal(found: FoundRefusal): Promise<void>;
  /** How many more were refused in the minute of this moment (ISO 8601), and not written down. 1 WRU. */
  addLeftOut(moment: string, count: number): Promise<void>;
}

/** A refusal, or how many of a minute were left out; `place` is where it stands, in the order of time. */
export type JournalEntry = { readonly place: string } & (
  { readonly refusal: Refusal } | { readonly at: string; readonly leftOut: number }
);

/** What is wanted of the journal: not before `from` (ISO 8601), and behind `before`, a place. */
export interface JournalRange {
  readonly from: string;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Up to `limit` entries, the newest first, and whether others may follow. */
export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  readonly more: boolean;
}

/** Whoever reads it. What is older than `from` is not there, whether or not DynamoDB has removed it. */
export interface JournalReader {
  /** All of it. 1 round trip, 1 MB at most; may be a moment behind. */
  journal(range: JournalRange): Promise<JournalPage>;
  /** What was about somebody with one of these names. A round trip for each, side by side. */
  journalOf(names: readonly string[], range: JournalRange): Promise<JournalPage>;
  /** When somebody with this name was erased, where that was at `from` or later. */
  erasedAt(name: string, from: string): Promise<string | undefined>;
}

/** Whoever erases somebody. */
export interface JournalEraser {
  /**
   * Removes what was about somebody with one of these names, or with the id, and keeps for 30 days that
   * somebody with each name was erased `at` this moment (ISO 8601): a keyed hash and the time.
   */
  forgetRefusals(whom: { id: string; names: readonly string[]; at: string }): Promise<void>;
}
