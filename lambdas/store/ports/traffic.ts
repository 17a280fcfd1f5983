import type { Bucket } from '../../traffic/bucket.ts';

/** Whoever counts the requests. */
export interface TrafficWriter {
  /**
   * Adds to what is kept of these ten minutes, whoever else does. One attempt after the other
   * within half a second; 1 write request.
   */
  add(bucket: Bucket): Promise<void>;
}

/** Whoever looks at what was counted. */
export interface TrafficReader {
  /**
   * The newest buckets, at most `limit`, that began at `since` (ISO 8601) or later, in the order of
   * time.
   */
  since(since: string, limit: number): Promise<Bucket[]>;
}
