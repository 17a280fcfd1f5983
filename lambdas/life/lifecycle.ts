import { DAY } from '../duration.ts';

/**
 * How long a soft-deleted user is kept, and whether a deactivation alone leads to the purge (entra:
 * on the wire a long leave looks like one).
 */
export interface Retention {
  readonly days: number;
  readonly deactivated: 'purge' | 'keep';
  /** Days that lie between a DELETE and the purge, at least. Absent: the smaller of 7 and `days`. */
  readonly minimumAfterDelete?: number;
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
  /** It came back because a client created it again. Absent: an operator brought it back, or nothing did. */
  readonly revived?: true;
  /**
   * A legal hold: nothing erases it until an operator lifts the hold, and each state that is
   * overwritten meanwhile is kept.
   */
  readonly hold?: Hold;
}

export interface Hold {
  readonly since: string;
  readonly reason: string;
}

export function stateOf({ softDeletedAt, deletedAt, erasedAt }: Lifecycle): State {
  if (erasedAt !== undefined) return 'erased';
  if (deletedAt !== undefined) return 'deleted';
  return softDeletedAt === undefined ? 'active' : 'deactivated';
}

/** The lifecycle alone of a resource that has more. */
export function lifecycleOf({ softDeletedAt, deletedAt, erasedAt, restoredAt, revived, hold }: Lifecycle): Lifecycle {
  return {
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(erasedAt !== undefined && { erasedAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(revived !== undefined && { revived }),
    ...(hold !== undefined && { hold }),
  };
}

/** All of a resource but its lifecycle. */
export function withoutLifecycle<Stored extends Lifecycle>(stored: Stored): Omit<Stored, keyof Lifecycle> {
  const {
    softDeletedAt: _,
    deletedAt: __,
    erasedAt: ___,
    restoredAt: ____,
    revived: _____,
    hold: ______,
    ...rest
  } = stored;
  return rest;
}

/**
 * From when on the purge may erase it; undefined for what it leaves alone. The days count from the
 * soft delete; where a deactivation alone leads nowhere, from the DELETE. Whatever tells the date
 * asks here.
 */
export function purgeAfter(lifecycle: Lifecycle, retention: Retention): string | undefined {
  const { softDeletedAt, deletedAt, hold } = lifecycle;
  const state = stateOf(lifecycle);
  if (hold || softDeletedAt === undefined) return undefined;
  if (state === 'deactivated')
    return retention.deactivated === 'purge' ? later(softDeletedAt, retention.days) : undefined;
  if (state !== 'deleted' || deletedAt === undefined) return undefined;
  const { days, deactivated } = retention;
  const counted = later(deactivated === 'keep' ? deletedAt : softDeletedAt, days);
  const atLeast = later(deletedAt, minimumAfterDelete(retention));
  return counted > atLeast ? counted : atLeast;
}

/** By which setting that moment is reckoned: `days`, or of what was deleted late `minimumAfterDelete`. */
export function ruleOfPurge(lifecycle: Lifecycle, retention: Retention): 'days' | 'minimumAfterDelete' {
  const { deletedAt } = lifecycle;
  const due = purgeAfter(lifecycle, retention);
  const byDays = purgeAfter(lifecycle, { ...retention, minimumAfterDelete: 0 });
  return deletedAt !== undefined && due !== byDays ? 'minimumAfterDelete' : 'days';
}

const MINIMUM_AFTER_DELETE = 7;

/** Days that lie between a DELETE and the purge, at least. */
export const minimumAfterDelete = (retention: Retention): number =>
  retention.minimumAfterDelete ?? Math.min(MINIMUM_AFTER_DELETE, retention.days);

const later = (moment: string, days: number): string => new Date(Date.parse(moment) + days * DAY).toISOString();

/** Nobody is due at `asOf` who was soft-deleted after this moment. */
export const dueSince = (asOf: string, { days }: Retention): string => later(asOf, -days);
