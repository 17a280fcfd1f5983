import { PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { StoredCredential } from '../../auth/authorize.ts';
import type { Client, ClientSecret } from '../../auth/client.ts';
import type { Credential } from '../../auth/credential.ts';
import type { TrustKind } from '../../auth/trust.ts';
import { readCredential, toItem, ttlOf, updateCredential } from './credential-item.ts';
import { touchCredential, touchTrust } from './credential-use.ts';
import { credentialKey, credentialListingKey } from '../table/keys.ts';
import { queryAll } from '../table/query.ts';
import { openTable } from '../table/table.ts';
import type { Table, TableOptions } from '../table/table.ts';
import { transact } from '../table/transact.ts';

export interface CredentialStore {
  /** Strongly consistent. 1 round trip. */
  get(keyId: string): Promise<StoredCredential | undefined>;
  /** Writes a credential over whatever has its key id. */
  put(credential: StoredCredential): Promise<void>;
  /** All credentials that DynamoDB has not removed yet, in the order of their key ids. */
  list(): Promise<StoredCredential[]>;
  /** Ends a credential, or one secret of a client, at `at` (ISO 8601), unless it was ended before. What it is after that; undefined where there is none. */
  revoke(keyId: string, at: string, secretId?: string): Promise<StoredCredential | undefined>;
  /** Keeps a credential in place of another one, which lives until `at` only; false, and nothing is kept, where that has changed meanwhile. */
  replace(old: Credential, at: string, young: Credential): Promise<boolean>;
  /** Gives a client a secret and lets its other ones, by their ids, live until `othersEnd` only. False where it was revoked or rotated meanwhile. */
  addSecret(client: Client, added: { secretId: string; kept: ClientSecret; othersEnd: string }): Promise<boolean>;
  /** Notes a use at `at`, unless one was noted in the 40 minutes before. One attempt of half a second. */
  touch(keyId: string, at: string, secretId?: string): Promise<void>;
  touchTrust(kind: TrustKind, at: string): Promise<void>;
}

const PARALLEL_READS = 8;

export function createCredentialStore(options: TableOptions): CredentialStore {
  const table = openTable(options);
  const { client, tableName, retry } = table;
  return {
    get: (keyId) => readCredential(table, keyId),
    put: async (credential) => {
      await retry(() => client.send(new PutCommand({ TableName: tableName, Item: toItem(credential) })));
    },
    list: async () => {
      const found = await pMap(await listKeyIds(table), (keyId) => readCredential(table, keyId), {
        concurrency: PARALLEL_READS,
      });
      return found.filter((credential) => credential !== undefined);
    },
    revoke: (keyId, at, secretId) => {
      const path = secretId === undefined ? 'revokedAt' : 'secrets.#secret.revokedAt';
      return updateCredential(table, keyId, {
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
      const kept = { TableName: tableName, Item: toItem(young) };
      return (await transact(table, [{ Update }, { Put: kept }])).ok;
    },
    addSecret: async ({ keyId, secrets }, { secretId, kept, othersEnd }) => {
      const known = Object.keys(secrets);
      const shortened = known.filter((id) => (secrets[id]?.expiresAt ?? '') > othersEnd);
      const names = Object.fromEntries(shortened.map((id, index) => [`#other${index}`, id]));
      const assignments = Object.keys(names).map((name) => `secrets.${name}.expiresAt = :end`);
      const changed = await updateCredential(table, keyId, {
        UpdateExpression: `SET ${['secrets.#added = :kept', '#ttl = :ttl', ...assignments].join(', ')}`,
        // Secrets are only ever added: as many as were read are the ones that were read. Or this one is there: an answer was lost.
        ConditionExpression:
          '(size(secrets) = :known OR attribute_exists(secrets.#added)) AND attribute_not_exists(revokedAt)',
        ExpressionAttributeNames: { '#added': secretId, '#ttl': 'ttl', ...names },
        ExpressionAttributeValues: {
          ':kept': kept,
          ':known': known.length,
          ':ttl': ttlOf(kept.expiresAt > othersEnd ? kept.expiresAt : othersEnd),
          ...(shortened.length > 0 && { ':end': othersEnd }),
        },
      });
      return changed !== undefined;
    },
    touch: (keyId, at, secretId) => touchCredential(table, keyId, at, secretId),
    touchTrust: (kind, at) => touchTrust(table, kind, at),
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
