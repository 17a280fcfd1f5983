import type { StoredCredential } from '../../auth/authorize.ts';
import type { Client } from '../../auth/client.ts';
import type { Table } from '../table/open-table.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { ttlOf, updateCredential, type CredentialUpdate } from './credential-item.ts';
import { createCredentialStore } from './credentials.ts';

/**
 * Ends in one table what was ended in another, or ends sooner there, and gives clients the secrets that
 * they got there. Nothing is ever taken back: what was ended here stays ended. Answers how many
 * credentials were changed. What is only there is not looked at.
 */
export async function revokeAgain(from: Table, into: Table): Promise<number> {
  const storeOf = ({ client, tableName }: Table) => createCredentialStore({ client, tableName });
  const [there, here] = [storeOf(from), storeOf(into)];
  let changed = 0;
  for (const credential of await there.list()) {
    const own = await here.get(credential.keyId);
    if (!own) continue;
    const revoked = own.revokedAt === undefined ? credential.revokedAt : undefined;
    if (revoked !== undefined) await here.revoke(own.keyId, revoked);
    const updates = updatesOf(credential, own);
    for (const update of updates) await updateCredential(into, own.keyId, update);
    const tokens = tokensOf(credential);
    const isLater = tokens !== undefined && tokens > (tokensOf(own) ?? '');
    if (isLater) await here.revokeTokens(tokens);
    if (revoked !== undefined || isLater || updates.length > 0) changed += 1;
  }
  return changed;
}

const tokensOf = (credential: StoredCredential): string | undefined =>
  credential.kind === 'federation' ? credential.tokensRevokedAt : undefined;

function updatesOf(there: StoredCredential, here: StoredCredential): CredentialUpdate[] {
  if (there.kind === 'client-credentials' && here.kind === 'client-credentials') return secretUpdates(there, here);
  if (!('expiresAt' in there) || !('expiresAt' in here) || there.expiresAt >= here.expiresAt) return [];
  const by = there.kind === 'bearer' ? there.replacedBy : undefined;
  return [
    {
      UpdateExpression: `SET expiresAt = :at, #ttl = :ttl${by === undefined ? '' : ', replacedBy = :by'}`,
      ConditionExpression: 'expiresAt > :at',
      ExpressionAttributeNames: { '#ttl': TTL_ATTRIBUTE },
      ExpressionAttributeValues: {
        ':at': there.expiresAt,
        ':ttl': ttlOf(there.expiresAt),
        ...(by !== undefined && { ':by': by }),
      },
    },
  ];
}

/** A secret that is new there, ends sooner there, or was revoked there. */
function secretUpdates(there: Client, here: Client): CredentialUpdate[] {
  return Object.entries(there.secrets).flatMap(([id, kept]): CredentialUpdate[] => {
    const own = here.secrets[id];
    const names = { ExpressionAttributeNames: { '#secret': id } };
    if (!own)
      return [
        {
          UpdateExpression: 'SET secrets.#secret = :kept, #ttl = :ttl',
          ConditionExpression: 'attribute_not_exists(secrets.#secret)',
          ExpressionAttributeNames: { '#secret': id, '#ttl': TTL_ATTRIBUTE },
          ExpressionAttributeValues: { ':kept': kept, ':ttl': ttlOf(kept.expiresAt) },
        },
      ];
    const sooner: CredentialUpdate = {
      ...names,
      UpdateExpression: 'SET secrets.#secret.expiresAt = :at',
      ConditionExpression: 'secrets.#secret.expiresAt > :at',
      ExpressionAttributeValues: { ':at': kept.expiresAt },
    };
    const revoked: CredentialUpdate = {
      ...names,
      UpdateExpression: 'SET secrets.#secret.revokedAt = :at',
      ConditionExpression: 'attribute_not_exists(secrets.#secret.revokedAt)',
      ExpressionAttributeValues: { ':at': kept.revokedAt },
    };
    return [
      ...(kept.expiresAt < own.expiresAt ? [sooner] : []),
      ...(kept.revokedAt !== undefined && own.revokedAt === undefined ? [revoked] : []),
    ];
  });
}
