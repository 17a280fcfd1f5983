import type { Resource } from '../scim/resource/resource.ts';
import type { Lifecycle } from './lifecycle.ts';

/**
 * A resource as it is kept. A user is visible to SCIM until `deletedAt` is set. What is left of an
 * erased one holds no personal data, and keeps the id from being used again.
 */
export interface StoredResource extends Resource, Lifecycle {
  /** A change of its members that is decided but not yet wholly carried out. */
  readonly pending?: PendingChange;
}

/**
 * A change of more members than one transaction holds: `parts` items that name them, and when it
 * was decided.
 */
export interface PendingChange {
  readonly id: string;
  readonly parts: number;
  readonly since: string;
}

/** Whether SCIM sees it: only then it is listed, counted, claimed and looked up. */
export const isVisible = (stored: StoredResource | undefined): stored is StoredResource =>
  stored !== undefined && stored.deletedAt === undefined;
