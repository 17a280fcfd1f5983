import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { isRecord } from '../../json.ts';
import type { LocalFunction } from '../functions/local-function.ts';

/** How Lambda brings records to a function that reports what failed. */
export interface Delivery {
  target: LocalFunction;
  batchSize: number;
  /** How often records that failed are tried again. */
  retries: number;
  /** Takes what was tried often enough. */
  onGivenUp: (records: DynamoDBRecord[], reason: string) => void;
  signal: AbortSignal;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;

/**
 * Delivers records in their order, as an event source mapping does: a batch that fails is split or
 * tried again, and begins where the function said; the records behind it wait. Returns how many are
 * done with, which is fewer than all when the signal ended it.
 */
export async function deliver(delivery: Delivery, records: readonly DynamoDBRecord[]): Promise<number> {
  const { batchSize, retries, signal, onGivenUp } = delivery;
  let done = 0;
  let size = batchSize;
  let attempt = 0;
  while (done < records.length && !signal.aborted) {
    const batch = records.slice(done, done + size);
    const { good, reason } = await invoke(delivery, batch);
    done += good;
    if (good > 0) attempt = 0;
    if (good === batch.length) {
      size = batchSize;
      continue;
    }
    const left = batch.slice(good);
    if (left.length > 1) {
      size = Math.ceil(left.length / 2);
    } else if (attempt >= retries) {
      onGivenUp(left, reason);
      done += left.length;
      attempt = 0;
      continue;
    } else {
      attempt += 1;
    }
    await wait(Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 10), LONGEST_DELAY_MS), signal);
  }
  return done;
}

/** How many records from the first one on the function is done with, and why not with the next. */
async function invoke(
  { target }: Delivery,
  batch: readonly DynamoDBRecord[],
): Promise<{ good: number; reason: string }> {
  const outcome = await target.invoke(JSON.stringify({ Records: batch }));
  if (!outcome.ok) return { good: 0, reason: `${outcome.error.errorType}: ${outcome.error.errorMessage}` };
  const failed = reported(outcome.payload);
  const first = batch.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
  if (failed.size === 0) return { good: batch.length, reason: '' };
  // An identifier that the batch does not have means all of it, as in Lambda.
  return { good: Math.max(0, first), reason: 'the function reported a failure' };
}

/** The sequence numbers that the function reports as failed (`batchItemFailures`). */
function reported(payload: string): ReadonlySet<unknown> {
  const answer: unknown = JSON.parse(payload);
  const failures: unknown = isRecord(answer) ? answer['batchItemFailures'] : undefined;
  return new Set(Array.isArray(failures) ? failures.filter(isRecord).map((failure) => failure['itemIdentifier']) : []);
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
