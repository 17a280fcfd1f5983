import type { StoredResource } from '../../../life/stored-resource.ts';
import type { Operating } from '../operator/operating.ts';
import type { Wanted } from './fate.ts';

/** What a merge works with: `Operating` on the restored table. */
export interface Merging extends Operating {
  readonly wanted: Wanted;
  /** Copies the groups that somebody who was deleted was in. */
  readonly carryGroups: (id: string) => Promise<unknown>;
  /** Copies what a legal hold has kept, with a state that is overwritten now. */
  readonly carryHeld: (id: string, overwritten?: StoredResource) => Promise<unknown>;
}
