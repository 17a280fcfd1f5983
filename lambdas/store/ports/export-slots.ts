/** How many exports of a tenant may be under way at once. */
export const MOST_EXPORTS = 2;

/** A place among those that may be under way at once, until it is given back. */
export interface ExportSlot {
  giveBack(): Promise<void>;
}

/** The places for exports. */
export interface ExportSlots {
  /**
   * Takes a place; undefined where others have all of them. It is free again at `until` at the latest,
   * whatever becomes of who took it. Times are ISO 8601. 1 or 2 write units, and 1 to give it back.
   */
  take(now: string, until: string): Promise<ExportSlot | undefined>;
}
