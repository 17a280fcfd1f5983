/**
 * Makes cursors that a client can neither read nor change, each good for one query (RFC 9865 §5).
 */
export interface Cursors {
  readonly seal: (text: string, boundTo: string) => Promise<string>;
  /** Undefined for what `seal` did not make, or not for this query. */
  readonly open: (cursor: string, boundTo: string) => Promise<string | undefined>;
  /**
   * What places are of: 0, or when the directory was restored to an earlier time, in seconds since
   * 1970. A place of another epoch is none in this one.
   */
  readonly epoch: () => Promise<number>;
}
