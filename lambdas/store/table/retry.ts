import { setTimeout as sleepFor } from 'node:timers/promises';

import { StoreBusyError, type BusyKind } from '../ports/busy.ts';

/** DynamoDB answered a batch in part. */
export class UnprocessedKeysError extends Error {
  override readonly name = 'UnprocessedKeysError';
}

/** Time in milliseconds; sleep, random and now are replaced in tests. */
export interface RetryOptions {
  readonly deadline?: number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  readonly random?: () => number;
  readonly now?: () => number;
}

/**
 * Runs an operation until it succeeds, fails for good or the deadline passes, or so many
 * milliseconds, where they are fewer.
 */
export type Retry = <T>(operation: () => Promise<T>, patience?: number) => Promise<T>;

const DEADLINE = 8000;
const FIRST_DELAY = 25;
const LONGEST_DELAY = 1000;

const KINDS: Readonly<Record<string, BusyKind>> = {
  ProvisionedThroughputExceededException: 'throttled',
  ProvisionedThroughputExceeded: 'throttled',
  ThrottlingException: 'throttled',
  ThrottlingError: 'throttled',
  RequestLimitExceeded: 'throttled',
  UnprocessedKeysError: 'throttled',
  TransactionConflictException: 'conflict',
  TransactionConflict: 'conflict',
  TransactionInProgressException: 'conflict',
  InternalServerError: 'unavailable',
  TimeoutError: 'unavailable',
  ECONNRESET: 'unavailable',
  ECONNREFUSED: 'unavailable',
  ETIMEDOUT: 'unavailable',
  EPIPE: 'unavailable',
  EAI_AGAIN: 'unavailable',
};

interface AwsError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly message?: string;
  readonly CancellationReasons?: readonly CancellationReason[];
}

interface CancellationReason {
  readonly Code?: string;
  readonly Message?: string;
}

/** What DynamoDB says at the most units that were set for a table or an index, whatever the exception. */
const CEILING = 'maximum OnDemandThroughput';

/** Makes a retry with full jitter: each delay is random between zero and a bound that doubles. */
export function createRetry(options: RetryOptions = {}): Retry {
  const { deadline = DEADLINE, sleep = sleepFor, random = Math.random, now = Date.now } = options;
  return async (operation, patience = deadline) => {
    const end = now() + Math.min(deadline, patience);
    for (let bound = FIRST_DELAY; ; bound = Math.min(bound * 2, LONGEST_DELAY)) {
      try {
        return await operation();
      } catch (error) {
        const kind = busyKind(error);
        if (!kind) throw error;
        const delay = random() * bound;
        if (now() + delay >= end) throw new StoreBusyError(kind, error);
        await sleep(delay);
      }
    }
  };
}

/** What kind of passing trouble an error reports; undefined for one that would come again. */
function busyKind(error: unknown): BusyKind | undefined {
  const known: AwsError = typeof error === 'object' && error !== null ? error : {};
  const { name = '', code = '', message = '', $metadata, CancellationReasons } = known;
  if (name === 'TransactionCanceledException') return cancellationKind(CancellationReasons ?? []);
  const status = $metadata?.httpStatusCode ?? 0;
  return ceilingOr(KINDS[name], message) ?? KINDS[code] ?? (status >= 500 ? 'unavailable' : undefined);
}

const ceilingOr = (kind: BusyKind | undefined, message: string): BusyKind | undefined =>
  kind === 'throttled' && message.includes(CEILING) ? 'ceiling' : kind;

/** A failed condition decides, whatever else went wrong in the same transaction. */
function cancellationKind(reasons: readonly CancellationReason[]): BusyKind | undefined {
  const kinds = reasons.flatMap(({ Code, Message = '' }) =>
    Code && Code !== 'None' ? [ceilingOr(KINDS[Code], Message)] : [],
  );
  return kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined;
}
