/**
 * Makes cursors that a client can neither read nor change, each good for one query (RFC 9865 §5).
 */
export interface Cursors {
  readonly seal: (text: string, boundTo: string) => Promise<string>;
  /** Undefined for what `seal` did not make, or not for this query. */
  readonly open: (cursor: string, boundTo: string) => Promise<string | undefined>;
}
