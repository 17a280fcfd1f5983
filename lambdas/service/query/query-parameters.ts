import type { Preferences } from '../context.ts';

/** The parameters of a query, as sent (RFC 7644 §3.4.2, table 2; RFC 9865 §2). */
export interface Query extends Preferences {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly startIndex?: string;
  readonly count?: string;
  readonly cursor?: string;
}
