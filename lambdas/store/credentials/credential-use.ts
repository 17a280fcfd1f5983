import type { TrustKind } from '../../auth/trust.ts';
import { isUseDue, noteBefore } from '../../auth/use.ts';
import { onTrust, readCredential, updateCredential } from './credential-item.ts';
import type { CredentialUpdate } from './credential-item.ts';
import { noteEnding } from './ending.ts';
import type { CredentialUse } from '../ports/credentials.ts';
import { IS_PRESENT } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';

/** Milliseconds. A note of a use is for the operator; whoever signs in does not wait for it. */
const TIMEOUT = 500;
const NOT_NOTED = '(attribute_not_exists(lastUsedAt) OR lastUsedAt < :before)';

const once = (table: Table): Table => ({ ...table, retry: (attempt) => attempt() });

/** The credentials for whoever signs somebody in: none can be made or changed by it. */
export function createCredentialUse(options: TableOptions): CredentialUse {
  const table = openTable(options);
  return {
    get: (keyId) => readCredential(table, keyId),
    touch: (keyId, at, secretId) => touchCredential(table, keyId, at, secretId),
    touchTrust: (kind, at) => touchTrust(table, kind, at),
  };
}

/**
 * Notes that a token, or a secret of a client, was used at `at` (ISO 8601), unless that was done in
 * the 40 minutes before. One attempt.
 */
async function touchCredential(table: Table, keyId: string, at: string, secretId?: string): Promise<void> {
  // Of a client each secret is noted: an old one that is still used must show.
  const path = secretId === undefined ? 'lastUsedAt' : 'secrets.#secret.lastUsedAt';
  await note(table, keyId, at, {
    UpdateExpression: `SET ${path} = :at`,
    ConditionExpression: `${secretId === undefined ? IS_PRESENT : 'attribute_exists(secrets.#secret)'} AND ${NOT_NOTED.replaceAll('lastUsedAt', path)}`,
    ...(secretId !== undefined && { ExpressionAttributeNames: { '#secret': secretId } }),
    ExpressionAttributeValues: { ':at': at, ':before': noteBefore(at) },
  });
}

/**
 * The same for a trust of the tenant file, which nobody made an item for. Reads first: most uses
 * are not due.
 */
async function touchTrust(table: Table, kind: TrustKind, at: string): Promise<void> {
  const known = await readCredential(once(table), kind, TIMEOUT);
  if (!isUseDue(known?.lastUsedAt, at)) return;
  const values = { ':at': at, ':before': noteBefore(at) };
  await note(table, kind, at, onTrust(kind, 'lastUsedAt = :at', { condition: NOT_NOTED, values }));
}

async function note(table: Table, keyId: string, at: string, input: CredentialUpdate): Promise<void> {
  const noted = await updateCredential(once(table), keyId, input, TIMEOUT);
  if (noted) await noteEnding(once(table), noted, at);
}
