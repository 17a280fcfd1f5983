import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Credential } from '../auth/credential.ts';
import { inParallel } from './in-parallel.ts';
import { credentialKey, credentialListingKey } from './keys.ts';
import { queryAll } from './query.ts';
import { openTable } from './table.ts';
import type { Table, TableOptions } from './table.ts';

export interface CredentialStore {
  /** Strongly consistent. 1 round trip. */
  get(keyId: string): Promise<Credential | undefined>;
  /** Writes a credential over whatever has its key id. */
  put(credential: Credential): Promise<void>;
  /** All credentials that DynamoDB has not removed yet, in the order of their key ids. */
  list(): Promise<Credential[]>;
  /** Ends a credential at `at` (ISO 8601), unless it was ended before; false where there is none. */
  revoke(keyId: string, at: string): Promise<boolean>;
  /** Notes that a credential was used on a day, YYYY-MM-DD. One attempt of half a second. */
  touch(keyId: string, day: string): Promise<void>;
}

/** Seconds that an expired credential stays listed, so that an operator still sees what expired: 90 days. */
const KEPT_AFTER_EXPIRY = 90 * 86_400;
const TOUCH_TIMEOUT = 500;
const PARALLEL_READS = 8;

export function createCredentialStore(options: TableOptions): CredentialStore {
  const table = openTable(options);
  const { client, tableName, retry } = table;
  const get = async (keyId: string): Promise<Credential | undefined> => {
    const input = { TableName: tableName, Key: credentialKey(keyId), ConsistentRead: true };
    const { Item } = await retry(() => client.send(new GetCommand(input)));
    return Item && fromItem(Item);
  };
  return {
    get,
    put: async (credential) => {
      await retry(() => client.send(new PutCommand({ TableName: tableName, Item: toItem(credential) })));
    },
    list: async () => {
      const keyIds = await listKeyIds(table);
      const found = await inParallel(keyIds, PARALLEL_READS, get);
      return found.filter((credential) => credential !== undefined);
    },
    revoke: (keyId, at) => update(table, keyId, 'revokedAt = if_not_exists(revokedAt, :value)', at),
    touch: async (keyId, day) => {
      await update({ ...table, retry: (once) => once() }, keyId, 'lastUsedOn = :value', day, TOUCH_TIMEOUT);
    },
  };
}

async function listKeyIds(table: Table): Promise<string[]> {
  const entries = await queryAll<{ listSk: string }>(table, {
    IndexName: 'listing',
    KeyConditionExpression: 'listPk = :credentials',
    ExpressionAttributeValues: { ':credentials': credentialListingKey('').listPk },
  });
  return entries.map(({ listSk }) => listSk);
}

/** False where there is no such credential. `timeout` in milliseconds. */
async function update(
  { client, tableName, retry }: Table,
  keyId: string,
  assignment: string,
  value: string,
  timeout?: number,
): Promise<boolean> {
  const command = () =>
    new UpdateCommand({
      TableName: tableName,
      Key: credentialKey(keyId),
      UpdateExpression: `SET ${assignment}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':value': value },
    });
  try {
    await retry(() =>
      client.send(command(), timeout === undefined ? {} : { abortSignal: AbortSignal.timeout(timeout) }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function toItem(credential: Credential): Record<string, unknown> {
  const { keyId, expiresAt } = credential;
  const ttl = Math.floor(Date.parse(expiresAt) / 1000) + KEPT_AFTER_EXPIRY;
  return { ...credentialKey(keyId), ...credentialListingKey(keyId), ...credential, ttl };
}

function fromItem(item: Record<string, unknown>): Credential {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ttl: _ttl, ...credential } = item;
  return credential as unknown as Credential;
}
