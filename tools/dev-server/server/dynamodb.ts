import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDbLocal } from '../../dynamodb-local/start.ts';
import { startHardDynamoDb } from '../../hard-dynamodb/hard-dynamodb.ts';
import type { Clock } from '../functions/clock.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { keptKey, newKey, signedWith } from './local-key.ts';
import { CREDENTIALS, REGION } from '../template/aws-account.ts';

/** Enough for a table of 100,000 users. */
const HEAP_MB = 1024;

/** The DynamoDB that the tenant's table is in. */
export interface Database {
  endpoint: string;
  /** What its requests are signed with. */
  key: string;
  client: DynamoDBClient;
  stop: () => Promise<void>;
}

/**
 * Starts DynamoDB Local with its files in the state folder (in memory if `memory`), or connects to
 * `endpoint`. It cannot be made to listen on the loopback interface only, so it has a database for
 * each access key, and ours has one that nobody guesses. Throws PlainError when that does not answer, or Java is missing.
 */
export async function openDatabase(options: {
  endpoint?: string | undefined;
  stateFolder: string;
  memory: boolean;
}): Promise<Database> {
  if (options.endpoint !== undefined) return connect(options.endpoint);
  const dataDir = path.join(options.stateFolder, 'dynamodb');
  const key = options.memory ? newKey() : keptKey(path.join(options.stateFolder, 'dynamodb-key'));
  if (!options.memory) {
    mkdirSync(dataDir, { recursive: true });
    adopt(dataDir, key);
  }
  const local = await startDynamoDbLocal({ heapMb: HEAP_MB, shared: false, ...(!options.memory && { dataDir }) });
  const client = createClient(local.endpoint, key);
  const stop = async (): Promise<void> => {
    client.destroy();
    await local.stop();
  };
  return { endpoint: local.endpoint, key, client, stop };
}

/** The database that a start of an earlier version left, which anybody could open, becomes that of the key. */
function adopt(dataDir: string, key: string): void {
  const [shared, own] = ['shared-local-instance.db', `${key}_${REGION}.db`].map((name) => path.join(dataDir, name));
  if (shared && own && existsSync(shared) && !existsSync(own)) renameSync(shared, own);
}

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

async function connect(endpoint: string): Promise<Database> {
  const key = CREDENTIALS.accessKeyId;
  const client = createClient(endpoint, key);
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
    key,
    client,
    stop: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
}

function createClient(endpoint: string, key: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: signedWith(key),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
