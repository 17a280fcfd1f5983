import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDbLocal } from '../../dynamodb-local/start.ts';
import { startHardDynamoDb } from '../../hard-dynamodb/hard-dynamodb.ts';
import type { Clock } from '../functions/clock.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { CREDENTIALS, REGION } from '../template/aws-account.ts';

/** Enough for a table of 100,000 users. */
const HEAP_MB = 1024;

/** The DynamoDB that the tenant's table is in. */
export interface Database {
  endpoint: string;
  client: DynamoDBClient;
  stop: () => Promise<void>;
}

/**
 * Starts DynamoDB Local with its files in the state folder (in memory if `memory`), or connects to
 * `endpoint`. Throws PlainError when that does not answer, or Java is missing.
 */
export async function openDatabase(options: {
  endpoint?: string | undefined;
  stateFolder: string;
  memory: boolean;
}): Promise<Database> {
  if (options.endpoint !== undefined) return connect(options.endpoint);
  const dataDir = path.join(options.stateFolder, 'dynamodb');
  if (!options.memory) mkdirSync(dataDir, { recursive: true });
  const local = await startDynamoDbLocal({ heapMb: HEAP_MB, ...(!options.memory && { dataDir }) });
  const client = createClient(local.endpoint);
  const stop = async (): Promise<void> => {
    client.destroy();
    await local.stop();
  };
  return { endpoint: local.endpoint, client, stop };
}

/** By how much indexes trail where nothing else is said, in ms: on AWS by parts of a second. */
const INDEX_LAG_MS = 50;

/** Puts a DynamoDB as hard as that of AWS in front of it, for as long as the server runs. */
export async function harden(
  { endpoint: upstream }: Database,
  { now }: Clock,
  stops: (() => Promise<void> | void)[],
): Promise<{ readonly endpoint: string }> {
  const hard = await startHardDynamoDb({ upstream, settings: { indexLagMs: INDEX_LAG_MS }, time: { now } });
  stops.push(hard.stop);
  return hard;
}

async function connect(endpoint: string): Promise<Database> {
  const client = createClient(endpoint);
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }));
  } catch (error) {
    throw new PlainError(
      `DYNAMODB_ENDPOINT ${endpoint} does not answer as DynamoDB (${messageOf(error)}): ` +
        'start one there, or unset the variable',
      { cause: error },
    );
  }
  return {
    endpoint,
    client,
    stop: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
}

function createClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: CREDENTIALS,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
