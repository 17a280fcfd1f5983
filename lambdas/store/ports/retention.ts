import type { DirectorySize } from '../../life/directory-size.ts';
import type { MassHold } from '../../life/guard.ts';
import type { StoredResource } from '../../life/stored-resource.ts';

/**
 * The partitions of the `due` index: the purge reads the first two, and never those who are held.
 */
export const DUE_PARTITIONS = ['DEACTIVATED', 'DELETED', 'HELD'] as const;
export type DuePartition = (typeof DUE_PARTITIONS)[number];

/** A soft-deleted, or held, resource as the `due` index knows it. */
export interface SoftDeleted {
  readonly type: string;
  readonly id: string;
  /** Empty for one that is held and not soft-deleted. */
  readonly softDeletedAt: string;
  readonly deletedAt?: string;
}

/** What a legal hold has kept of somebody: a state that was overwritten, or the groups at a moment. */
export type Kept =
  | { readonly state: StoredResource }
  | { readonly version: number; readonly at: string; readonly groups: readonly string[] };

/** The soft-deleted resources, and what keeps the purge from them. */
export interface RetentionStore {
  /**
   * The soft-deleted, or held, resources from the moment `from` to the moment `upTo`, oldest first,
   * from the sparse due index, which trails by a moment; behind `after`, which is a `next` or one
   * of those found.
   */
  listSoftDeleted(
    partition: DuePartition,
    page: { limit: number; from?: string; upTo?: string; after?: string | SoftDeleted },
  ): Promise<{ found: SoftDeleted[]; next?: string }>;
  /** All holds, the oldest first. Strongly consistent. */
  listHolds(): Promise<MassHold[]>;
  putHold(hold: MassHold): Promise<void>;
  /**
   * A page of what a legal hold has kept, the oldest first, up to 1 MB; behind `after`, which is the
   * `next` of the page before. Strongly consistent.
   */
  listHeld(id: string, after?: string): Promise<{ kept: Kept[]; next?: string }>;
  /** What the guard knows from its last look; undefined when it never has looked. */
  guarded(): Promise<Guarded | undefined>;
  setGuarded(guarded: Guarded): Promise<void>;
}

/** Up to when the guard has looked, and how many there were, oldest first. */
interface Guarded {
  readonly upTo: string;
  readonly sizes: readonly DirectorySize[];
}
