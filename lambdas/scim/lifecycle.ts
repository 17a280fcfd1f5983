/** How long a soft-deleted user is kept, and whether a deactivation alone leads to the purge (entra: on the wire a long leave looks like one). */
export interface Retention {
  readonly days: number;
  readonly deactivated: 'purge' | 'keep';
}

export interface Lifecycle {
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
  readonly purgeAfter?: string;
}

const DAY = 86_400_000;

const after = (moment: string, days: number): string => new Date(Date.parse(moment) + days * DAY).toISOString();

/**
 * The lifecycle of a resource after a write that leaves it visible: an inactive one counts as soft-deleted from the first moment it was
 * inactive, however often that is repeated; an active one is not. Times are ISO 8601 UTC.
 */
export function lifecycleOfVisible(
  before: Lifecycle | undefined,
  active: boolean,
  now: string,
  retention: Retention,
): Lifecycle {
  if (active) return {};
  const softDeletedAt = before?.softDeletedAt ?? now;
  return {
    softDeletedAt,
    ...(retention.deactivated === 'purge' ? { purgeAfter: after(softDeletedAt, retention.days) } : {}),
  };
}

/** The lifecycle after a DELETE: due when the retention since the first soft delete has passed, which may be at once. */
export function lifecycleOfDeleted(before: Lifecycle, now: string, retention: Retention): Lifecycle {
  const softDeletedAt = before.softDeletedAt ?? now;
  return { softDeletedAt, deletedAt: now, purgeAfter: after(softDeletedAt, retention.days) };
}
