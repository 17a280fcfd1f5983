import type { StoredResource } from '../../life/stored-resource.ts';
import type { SearchEntry } from './search.ts';

/** Of what a table is the copy, and whether what came later was taken over into it. Times are ISO 8601. */
export interface Restored {
  /** The name of the table that it was restored from. */
  readonly from: string;
  /** The time as of which it is. */
  readonly to: string;
  /** When all that was newer had been taken over for the first time. Absent: not yet. */
  readonly mergedAt?: string;
}

/** A page of a table that is read whole: what it holds of each kind that a restore looks at. */
export interface WalkedPage {
  /** Also deleted ones, and what is left of erased ones. */
  readonly resources: readonly StoredResource[];
  /** `type` is its name in capitals. */
  readonly search: readonly SearchEntry[];
}
