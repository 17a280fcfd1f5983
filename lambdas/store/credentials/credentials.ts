import type { CredentialStore } from '../ports/credentials.ts';
import { IS_PRESENT } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { credentialKey } from '../table/tenant-keys.ts';
import { putItem, transact } from '../table/transact.ts';
import { onTrust, readCredential, toItem, ttlOf, updateCredential, type CredentialUpdate } from './credential-item.ts';
import { createCredentialList } from './credential-list.ts';
import { forgetEnding } from './ending.ts';
import { createCredentialUse } from './credential-use.ts';

/** The credentials for whoever makes, changes and ends them. */
export function createCredentialStore(options: TableOptions): CredentialStore {
  const table = openTable(options);
  return {
    ...createCredentialUse(options),
    ...createCredentialList(options),
    put: (credential) => putItem(table, toItem(credential)),
    revoke: async (keyId, at, secretId) => {
      const ended = await updateCredential(table, keyId, endAt(at, secretId));
      if (ended) await forgetEnding(table, ended);
      return ended;
    },
    revokeTokens: (at) => revokeTokens(table, at),
    replace: async (old, at, young) => {
      const Update = {
        TableName: table.tableName,
        Key: credentialKey(old.keyId),
        UpdateExpression: 'SET expiresAt = :at, replacedBy = :by, #ttl = :ttl',
        ConditionExpression: 'expiresAt = :was AND attribute_not_exists(revokedAt)',
        ExpressionAttributeNames: { '#ttl': TTL_ATTRIBUTE },
        ExpressionAttributeValues: { ':at': at, ':was': old.expiresAt, ':by': young.keyId, ':ttl': ttlOf(at) },
      };
      const Put = { TableName: table.tableName, Item: toItem(young) };
      const { ok } = await transact(table, [{ Update }, { Put }]);
      if (ok) await forgetEnding(table, old);
      return ok;
    },
    addSecret: async (client, added) => {
      const changed = await updateCredential(table, client.keyId, secretAdded(client, added));
      if (changed) await forgetEnding(table, changed);
      return changed !== undefined;
    },
  };
}

async function revokeTokens(table: Table, at: string): Promise<string> {
  const condition = 'attribute_not_exists(tokensRevokedAt) OR tokensRevokedAt < :at';
  const update = onTrust('federation', 'tokensRevokedAt = :at', { condition, values: { ':at': at } });
  if (await updateCredential(table, 'federation', update)) return at;
  const known = await readCredential(table, 'federation');
  return known?.kind === 'federation' ? (known.tokensRevokedAt ?? at) : at;
}

/** Ends it, unless it was ended before. */
function endAt(at: string, secretId: string | undefined): CredentialUpdate {
  const path = secretId === undefined ? 'revokedAt' : 'secrets.#secret.revokedAt';
  return {
    UpdateExpression: `SET ${path} = if_not_exists(${path}, :at)`,
    ConditionExpression: secretId === undefined ? IS_PRESENT : 'attribute_exists(secrets.#secret)',
    ...(secretId !== undefined && { ExpressionAttributeNames: { '#secret': secretId } }),
    ExpressionAttributeValues: { ':at': at },
  };
}

function secretAdded(...[{ secrets }, added]: Parameters<CredentialStore['addSecret']>): CredentialUpdate {
  const { secretId, kept, othersEnd } = added;
  const known = Object.keys(secrets);
  const shortened = known.filter((id) => (secrets[id]?.expiresAt ?? '') > othersEnd);
  const names = Object.fromEntries(shortened.map((id, index) => [`#other${index}`, id]));
  const assignments = Object.keys(names).map((name) => `secrets.${name}.expiresAt = :end`);
  return {
    UpdateExpression: `SET ${['secrets.#added = :kept', '#ttl = :ttl', ...assignments].join(', ')}`,
    // Secrets are only ever added: as many as were read are the ones that were read. Or this one is
    // there: an answer was lost.
    ConditionExpression:
      '(size(secrets) = :known OR attribute_exists(secrets.#added)) AND attribute_not_exists(revokedAt)',
    ExpressionAttributeNames: { '#added': secretId, '#ttl': TTL_ATTRIBUTE, ...names },
    ExpressionAttributeValues: {
      ':kept': kept,
      ':known': known.length,
      ':ttl': ttlOf(kept.expiresAt > othersEnd ? kept.expiresAt : othersEnd),
      ...(shortened.length > 0 && { ':end': othersEnd }),
    },
  };
}
