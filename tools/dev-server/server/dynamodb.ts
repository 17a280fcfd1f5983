import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDbLocal } from '../../dynamodb-local/start.ts';
import { CREDENTIALS, REGION } from '../template/aws-account.ts';
import { keptKey, newKey } from './local-key.ts';

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

interface DatabaseOptions {
  endpoint?: string | undefined;
  stateFolder: string;
  memory: boolean;
  /** Hears what is done, and that it is. */
  progress: (message: string) => void;
  /** Called when Java is on its way: what else there is to do, and to load, goes on beside it. */
  begun: () => void;
}

/**
 * Starts DynamoDB Local with its files in the state folder (in memory if `memory`), or connects to
 * `endpoint`. It cannot be made to listen on the loopback interface only, so it has a database for
 * each access key, and ours has one that nobody guesses. Throws PlainError when that does not answer, or Java is missing.
 */
export async function openDatabase({
  endpoint,
  stateFolder,
  memory,
  progress,
  begun,
}: DatabaseOptions): Promise<Database> {
  if (endpoint !== undefined) {
    begun();
    return connect(endpoint);
  }
  const dataDir = path.join(stateFolder, 'dynamodb');
  const key = memory ? newKey() : keptKey(path.join(stateFolder, 'dynamodb-key'));
  if (!memory) {
    mkdirSync(dataDir, { recursive: true });
    adopt(dataDir, key);
    await appendChanges(databaseFile(dataDir, key));
  }
  progress('starting DynamoDB Local');
  const local = await startDynamoDbLocal({ heapMb: HEAP_MB, shared: false, begun, ...(!memory && { dataDir }) });
  progress('DynamoDB Local listens');
  const { createClient } = await import('./dynamodb-client.ts');
  const client = createClient(local.endpoint, key);
  const stop = async (): Promise<void> => {
    client.destroy();
    await local.stop();
  };
  return { endpoint: local.endpoint, key, client, stop };
}

/** The database that a start of an earlier version left, which anybody could open, becomes that of the key. */
function adopt(dataDir: string, key: string): void {
  const [shared, own] = [path.join(dataDir, 'shared-local-instance.db'), databaseFile(dataDir, key)];
  if (existsSync(shared) && !existsSync(own)) renameSync(shared, own);
}

/** Where DynamoDB Local keeps, in SQLite, what it is asked to with a key. */
const databaseFile = (dataDir: string, key: string): string => path.join(dataDir, `${key}_${REGION}.db`);

/**
 * Has SQLite append changes to a log of its own, as the file then says for good, instead of saving what was there before
 * each of them: waiting for the disk was a large part of a write. What was answered is as safe as before.
 */
async function appendChanges(file: string): Promise<void> {
  if (doesAppend(file)) return;
  try {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = wal');
    database.close();
  } catch {
    // A Node.js without SQLite, or a file that something else has open: then it is slower.
  }
}

/** Byte 18 of its head says 2: https://www.sqlite.org/fileformat.html. */
function doesAppend(file: string): boolean {
  if (!existsSync(file)) return false;
  const [head, opened] = [Buffer.alloc(20), openSync(file, 'r')];
  readSync(opened, head);
  closeSync(opened);
  return head[18] === 2;
}

async function connect(endpoint: string): Promise<Database> {
  const { createClient, checkAnswers } = await import('./dynamodb-client.ts');
  const key = CREDENTIALS.accessKeyId;
  const client = createClient(endpoint, key);
  await checkAnswers(client, endpoint);
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
