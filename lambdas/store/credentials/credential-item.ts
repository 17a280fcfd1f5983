import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../../auth/authorize.ts';
import { DAY, SECOND } from '../../duration.ts';
import type { CredentialItem } from '../table/items.ts';
import { itemUnder } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, within } from '../table/read.ts';
import { INDEXES, TABLE_KEY, TTL_ATTRIBUTE } from '../table/shape.ts';
import { credentialKey, credentialListingKey } from '../table/tenant-keys.ts';
import { isConditionRefused } from '../table/transact.ts';

/**
 * Seconds that an expired credential stays listed, so that an operator still sees what expired: 90
 * days.
 */
const KEPT_AFTER_EXPIRY = (90 * DAY) / SECOND;

/** When DynamoDB may remove a credential that ends at `expiresAt`, ISO 8601. */
export const ttlOf = (expiresAt: string): number => Math.floor(Date.parse(expiresAt) / SECOND) + KEPT_AFTER_EXPIRY;

export function toItem(credential: StoredCredential): CredentialItem {
  const { keyId } = credential;
  const ends = endsAt(credential);
  return {
    ...credentialKey(keyId),
    ...credentialListingKey(keyId),
    ...credential,
    ...(ends !== undefined && { [TTL_ATTRIBUTE]: ttlOf(ends) }),
  };
}

/** When the last of its secrets ends; undefined for what the tenant file decides. ISO 8601. */
function endsAt(credential: StoredCredential): string | undefined {
  if (credential.kind === 'bearer' || credential.kind === 'setup-link') return credential.expiresAt;
  if (credential.kind !== 'client-credentials') return undefined;
  return Object.values(credential.secrets)
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1);
}

function fromItem({
  [TABLE_KEY.partition]: _pk,
  [TABLE_KEY.sort]: _sk,
  [INDEXES.listing.partition]: _listPk,
  [INDEXES.listing.sort]: _listSk,
  [TTL_ATTRIBUTE]: _ttl,
  ...credential
}: CredentialItem): StoredCredential {
  return credential.kind === undefined ? { ...credential, kind: 'bearer' } : credential;
}

/** Strongly consistent. `timeout` in milliseconds, of each attempt. */
export async function readCredential(
  table: Table,
  keyId: string,
  timeout?: number,
): Promise<StoredCredential | undefined> {
  const item = await getItem(table, credentialKey(keyId), timeout);
  return item && fromItem(item);
}

export type CredentialUpdate = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** What is there after it; undefined, and nothing is changed, where the condition does not hold. */
export async function updateCredential(
  { client, tableName, retry }: Table,
  keyId: string,
  input: CredentialUpdate,
  timeout?: number,
): Promise<StoredCredential | undefined> {
  const key = credentialKey(keyId);
  const whole = { TableName: tableName, Key: key, ReturnValues: 'ALL_NEW' as const, ...input };
  try {
    const { Attributes } = await retry(() => client.send(new UpdateCommand(whole), within(timeout)));
    return fromItem(itemUnder(key, Attributes));
  } catch (error) {
    if (isConditionRefused(error)) return undefined;
    throw error;
  }
}
