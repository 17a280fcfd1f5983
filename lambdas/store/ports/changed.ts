/** Which changes are looked for: `since` and `now` in milliseconds, and at most so many of them. */
export interface ChangedRange {
  readonly since: number;
  readonly now: number;
  readonly most: number;
}

/** Whoever asks what changed last, without a place in the feed. */
export interface ChangedReader {
  /** Milliseconds: nothing that was told since is gone from the feed. */
  readonly feedReach: number;
  /**
   * Ids of the resources of each type that were changed at `since` or later, in order: by the feed,
   * which is behind by up to three seconds. Undefined where it does not reach back so far, or has
   * more than `most` changes since.
   */
  changedSince(range: ChangedRange): Promise<ReadonlyMap<string, readonly string[]> | undefined>;
}
