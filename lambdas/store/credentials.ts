import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../auth/authorize.ts';
import type { Client, ClientSecret } from '../auth/client.ts';
import type { Credential } from '../auth/credential.ts';
import type { TrustKind } from '../auth/trust.ts';
import { TRUST_LABEL, TRUST_SCOPES } from '../auth/trust.ts';
import { noteBefore } from '../auth/use.ts';
import { inParallel } from './in-parallel.ts';
import { credentialKey, credentialListingKey } from './keys.ts';
import { queryAll } from './query.ts';
import { openTable } from './table.ts';
import type { Table, TableOptions } from './table.ts';
import { isConditionRefused, transact } from './transact.ts';

export interface CredentialStore {
  /** Strongly consistent. 1 round trip. */
  get(keyId: string): Promise<StoredCredential | undefined>;
  /** Writes a credential over whatever has its key id. */
  put(credential: StoredCredential): Promise<void>;
  /** All credentials that DynamoDB has not removed yet, in the order of their key ids. */
  list(): Promise<StoredCredential[]>;
  /** Ends a credential, or one secret of a client, at `at` (ISO 8601), unless it was ended before; false where there is none. */
  revoke(keyId: string, at: string, secretId?: string): Promise<boolean>;
  /** Keeps a credential in place of another one, which lives until `at` only; false, and nothing is kept, where that has changed meanwhile. */
  replace(old: Credential, at: string, young: Credential): Promise<boolean>;
  /** Gives a client a secret and lets its other ones, by their ids, live until `othersEnd` only. False where it is not there, or revoked. */
  addSecret(client: Client, added: { secretId: string; kept: ClientSecret; othersEnd: string }): Promise<boolean>;
  /** Notes a use at `at`, unless one was noted in the 40 minutes before. One attempt of half a second. */
  touch(keyId: string, at: string, secretId?: string): Promise<void>;
  touchTrust(kind: TrustKind, at: string): Promise<void>;
}

/** Seconds that an expired credential stays listed, so that an operator still sees what expired: 90 days. */
const KEPT_AFTER_EXPIRY = 90 * 86_400;
const TOUCH_TIMEOUT = 500;
const PARALLEL_READS = 8;
const NOT_NOTED = '(attribute_not_exists(lastUsedAt) OR lastUsedAt < :before)';

const ttlOf = (expiresAt: string): number => Math.floor(Date.parse(expiresAt) / 1000) + KEPT_AFTER_EXPIRY;

export function createCredentialStore(options: TableOptions): CredentialStore {
  const table = openTable(options);
  const { client, tableName, retry } = table;
  const get = async (keyId: string): Promise<StoredCredential | undefined> => {
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
    revoke: (keyId, at, secretId) => {
      const path = secretId === undefined ? 'revokedAt' : 'secrets.#secret.revokedAt';
      return update(table, keyId, {
        UpdateExpression: `SET ${path} = if_not_exists(${path}, :at)`,
        ConditionExpression: secretId === undefined ? 'attribute_exists(pk)' : 'attribute_exists(secrets.#secret)',
        ...(secretId !== undefined && { ExpressionAttributeNames: { '#secret': secretId } }),
        ExpressionAttributeValues: { ':at': at },
      });
    },
    replace: async (old, at, young) => {
      const Update = {
        TableName: tableName,
        Key: credentialKey(old.keyId),
        UpdateExpression: 'SET expiresAt = :at, replacedBy = :by, #ttl = :ttl',
        ConditionExpression: 'expiresAt = :was AND attribute_not_exists(revokedAt)',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':at': at, ':was': old.expiresAt, ':by': young.keyId, ':ttl': ttlOf(at) },
      };
      try {
        await transact(table, [{ Update }, { Put: { TableName: tableName, Item: toItem(young) } }]);
        return true;
      } catch (error) {
        if (isConditionRefused(error)) return false;
        throw error;
      }
    },
    addSecret: ({ keyId, secrets }, { secretId, kept, othersEnd }) => {
      const shortened = Object.keys(secrets).filter((id) => (secrets[id]?.expiresAt ?? '') > othersEnd);
      const names = Object.fromEntries(shortened.map((id, index) => [`#other${index}`, id]));
      const assignments = Object.keys(names).map((name) => `secrets.${name}.expiresAt = :end`);
      return update(table, keyId, {
        UpdateExpression: `SET ${['secrets.#added = :kept', '#ttl = :ttl', ...assignments].join(', ')}`,
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
        ExpressionAttributeNames: { '#added': secretId, '#ttl': 'ttl', ...names },
        ExpressionAttributeValues: {
          ':kept': kept,
          ':ttl': ttlOf(kept.expiresAt > othersEnd ? kept.expiresAt : othersEnd),
          ...(shortened.length > 0 && { ':end': othersEnd }),
        },
      });
    },
    touch: async (keyId, at, secretId) => {
      const isSecret = secretId !== undefined;
      await touch(table, keyId, {
        UpdateExpression: `SET lastUsedAt = :at${isSecret ? ', secrets.#secret.lastUsedAt = :at' : ''}`,
        // Of a client each secret is noted: an old one that is still used must show.
        ConditionExpression: isSecret
          ? `attribute_exists(secrets.#secret) AND ${NOT_NOTED.replaceAll('lastUsedAt', 'secrets.#secret.lastUsedAt')}`
          : `attribute_exists(pk) AND ${NOT_NOTED}`,
        ...(isSecret && { ExpressionAttributeNames: { '#secret': secretId } }),
        ExpressionAttributeValues: { ':at': at, ':before': noteBefore(at) },
      });
    },
    touchTrust: async (kind, at) => {
      const made = { kind, label: TRUST_LABEL, scopes: TRUST_SCOPES, ...credentialListingKey(kind) };
      const names = Object.keys(made);
      await touch(table, kind, {
        UpdateExpression: `SET lastUsedAt = :at, createdAt = if_not_exists(createdAt, :at), keyId = :kind, ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: NOT_NOTED,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ':at': at,
          ':before': noteBefore(at),
          ...Object.fromEntries(Object.entries(made).map(([name, value]) => [`:${name}`, value])),
        },
      });
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

type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

async function touch(table: Table, keyId: string, input: Update): Promise<void> {
  await update({ ...table, retry: (once) => once() }, keyId, input, TOUCH_TIMEOUT);
}

/** False where the condition does not hold. `timeout` in milliseconds. */
async function update(
  { client, tableName, retry }: Table,
  keyId: string,
  input: Update,
  timeout?: number,
): Promise<boolean> {
  const command = () => new UpdateCommand({ TableName: tableName, Key: credentialKey(keyId), ...input });
  try {
    await retry(() =>
      client.send(command(), timeout === undefined ? {} : { abortSignal: AbortSignal.timeout(timeout) }),
    );
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
}

function toItem(credential: StoredCredential): Record<string, unknown> {
  const { keyId } = credential;
  const item = { ...credentialKey(keyId), ...credentialListingKey(keyId), ...credential };
  const ends = endsAt(credential);
  return ends === undefined ? item : { ...item, ttl: ttlOf(ends) };
}

/** When the last of its secrets ends; undefined for what the tenant file decides. ISO 8601. */
function endsAt(credential: StoredCredential): string | undefined {
  if (credential.kind === 'bearer') return credential.expiresAt;
  if (credential.kind !== 'client-credentials') return undefined;
  return Object.values(credential.secrets)
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1);
}

function fromItem(item: Record<string, unknown>): StoredCredential {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ttl: _ttl, ...credential } = item;
  return { kind: 'bearer', ...credential } as unknown as StoredCredential;
}
