import { startHardDynamoDb } from '../../hard-dynamodb/hard-dynamodb.ts';
import type { Clock } from '../functions/clock.ts';
import type { Database } from './dynamodb.ts';

/** By how much indexes trail where nothing else is said, in ms: on AWS by parts of a second. */
const INDEX_LAG_MS = 50;

/** Puts a DynamoDB as hard as that of AWS in front of it, for as long as the server runs. */
export async function harden(
  { endpoint: upstream }: Database,
  { now }: Clock,
  stops: (() => Promise<void> | void)[],
  key: string,
): Promise<{ readonly endpoint: string }> {
  const hard = await startHardDynamoDb({ upstream, settings: { indexLagMs: INDEX_LAG_MS }, time: { now }, key });
  stops.push(hard.stop);
  return hard;
}
