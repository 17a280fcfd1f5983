import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../../auth/authorize.ts';
import { credentialKey, credentialListingKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { isConditionRefused } from '../table/transact.ts';
import { DAY, SECOND } from '../../duration.ts';

/** Seconds that an expired credential stays listed, so that an operator still sees what expired: 90 days. */
const KEPT_AFTER_EXPIRY = (90 * DAY) / SECOND;

/** When DynamoDB may remove a credential that ends at `expiresAt`, ISO 8601. */
export const ttlOf = (expiresAt: string): number => Math.floor(Date.parse(expiresAt) / 1000) + KEPT_AFTER_EXPIRY;

export function toItem(credential: StoredCredential): Record<string, unknown> {
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

/** Strongly consistent. `timeout` in milliseconds, of each attempt. */
export async function readCredential(
  { client, tableName, retry }: Table,
  keyId: string,
  timeout?: number,
): Promise<StoredCredential | undefined> {
  const input = { TableName: tableName, Key: credentialKey(keyId), ConsistentRead: true };
  const { Item } = await retry(() => client.send(new GetCommand(input), within(timeout)));
  return Item && fromItem(Item);
}

export type CredentialUpdate = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** What is there after it; undefined, and nothing is changed, where the condition does not hold. */
export async function updateCredential(
  { client, tableName, retry }: Table,
  keyId: string,
  input: CredentialUpdate,
  timeout?: number,
): Promise<StoredCredential | undefined> {
  const whole = { TableName: tableName, Key: credentialKey(keyId), ReturnValues: 'ALL_NEW' as const, ...input };
  try {
    const { Attributes = {} } = await retry(() => client.send(new UpdateCommand(whole), within(timeout)));
    return fromItem(Attributes);
  } catch (error) {
    if (isConditionRefused(error)) return undefined;
    throw error;
  }
}

const within = (timeout: number | undefined) =>
  timeout === undefined ? {} : { abortSignal: AbortSignal.timeout(timeout) };
