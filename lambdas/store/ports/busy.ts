/** `ceiling`: the table takes no more in a second than the tenant file allows. */
export type BusyKind = 'throttled' | 'conflict' | 'unavailable' | 'ceiling';

/** A conflict is over when the other writer is done; on-demand capacity and outages need longer. */
const RETRY_AFTER_SECONDS: Record<BusyKind, number> = { conflict: 1, throttled: 5, unavailable: 5, ceiling: 5 };

/**
 * DynamoDB kept throttling, conflicting or failing until the time for retries was spent. Nothing
 * was lost: the caller may try again. Every method of the store may throw it.
 */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  readonly kind: BusyKind;
  readonly retryAfterSeconds: number;

  constructor(kind: BusyKind, cause: unknown) {
    super(`the table is busy (${kind}): retries ended without success; try again later`, { cause });
    this.kind = kind;
    this.retryAfterSeconds = RETRY_AFTER_SECONDS[kind];
  }
}
