import type { DynamoDBRecord } from 'aws-lambda';
import { MINUTE, SECOND } from '../../duration.ts';
import { metrics } from '../../traffic/metrics.ts';
import { logger } from './logger.ts';

/** Milliseconds; what is younger than this is no delay. */
const LATE = 15 * MINUTE;

/** Says of records that have waited long how old the oldest is: after 24 hours the stream forgets them. */
export function tellStreamAge(tenant: string, records: readonly DynamoDBRecord[]): void {
  const now = Date.now();
  const times = records.map(({ dynamodb }) => (dynamodb?.ApproximateCreationDateTime ?? now / SECOND) * SECOND);
  const age = now - Math.min(now, ...times);
  if (age < LATE) return;
  const seconds = Math.round(age / SECOND);
  logger.warn('stream is behind', { tenant, seconds, ...metrics({ StreamAgeSeconds: seconds }, now) });
}
