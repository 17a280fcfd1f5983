import { DAY } from '../duration.ts';

/**
 * How long a soft-deleted user is kept, and whether a deactivation alone leads to the purge (entra:
 * on the wire a long leave looks like one).
 */
export interface Retention {
  readonly days: number;
  readonly deactivated: 'purge' | 'keep';
}

/**
 * active: as it came. deactivated: visible, `active` is false. deleted: gone for SCIM, kept until
 * the purge. erased: only the id is left. Soft-deleted is what is deactivated or deleted.
 */
export type State = 'active' | 'deactivated' | 'deleted' | 'erased';

/** What is known about where a resource stands. All times are ISO 8601 UTC with milliseconds. */
export interface Lifecycle {
  /** The first moment of the soft delete, however often a disable is repeated. */
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
  readonly erasedAt?: string;
  /** When it last came back after a DELETE. */
  readonly restoredAt?: string;
  /** A legal hold: nothing erases it until an operator lifts the hold. */
  readonly hold?: Hold;
}

interface Hold {
  readonly since: string;
  readonly reason: string;
}

export function stateOf({ softDeletedAt, deletedAt, erasedAt }: Lifecycle): State {
  if (erasedAt !== undefined) return 'erased';
  if (deletedAt !== undefined) return 'deleted';
  return softDeletedAt === undefined ? 'active' : 'deactivated';
}

/** The lifecycle alone of a resource that has more. */
export function lifecycleOf({ softDeletedAt, deletedAt, erasedAt, restoredAt, hold }: Lifecycle): Lifecycle {
  return {
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(erasedAt !== undefined && { erasedAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(hold !== undefined && { hold }),
  };
}

/** All of a resource but its lifecycle. */
export function withoutLifecycle<Stored extends Lifecycle>(stored: Stored): Omit<Stored, keyof Lifecycle> {
  const { softDeletedAt: _, deletedAt: __, erasedAt: ___, restoredAt: ____, hold: _____, ...rest } = stored;
  return rest;
}

/** From when on the purge may erase it; undefined for what it leaves alone. */
export function purgeAfter(lifecycle: Lifecycle, { days, deactivated }: Retention): string | undefined {
  const { softDeletedAt, hold } = lifecycle;
  const state = stateOf(lifecycle);
  const ends = state === 'deleted' || (state === 'deactivated' && deactivated === 'purge');
  if (!ends || hold || softDeletedAt === undefined) return undefined;
  return new Date(Date.parse(softDeletedAt) + days * DAY).toISOString();
}

/** The soft deletes at or before this moment are due at `asOf`. */
export const dueSince = (asOf: string, { days }: Retention): string =>
  new Date(Date.parse(asOf) - days * DAY).toISOString();
