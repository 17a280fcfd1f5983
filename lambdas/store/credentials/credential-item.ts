import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../../auth/authorize.ts';
import { isProbe } from '../../auth/scopes.ts';
import { TRUST_LABEL, TRUST_SCOPES, type TrustKind } from '../../auth/trust.ts';
import { DAY, SECOND } from '../../duration.ts';
import type { CredentialItem } from '../table/items.ts';
import { itemUnder } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, within } from '../table/read.ts';
import { INDEXES, TABLE_KEY, TTL_ATTRIBUTE } from '../table/shape.ts';
import { credentialKey, credentialListingKey } from '../table/tenant-keys.ts';
import { isConditionRefused } from '../table/transact.ts';
import { fromWire, toWire, wireKey } from '../table/wire.ts';

/**
 * Seconds that an expired credential stays listed, so that an operator still sees what expired: 90
 * days.
 */
const KEPT_AFTER_EXPIRY = (90 * DAY) / SECOND;

/** When DynamoDB may remove a credential that ends at `expiresAt`, ISO 8601. */
export const ttlOf = (expiresAt: string): number => Math.floor(Date.parse(expiresAt) / SECOND) + KEPT_AFTER_EXPIRY;

export function toItem(credential: StoredCredential): CredentialItem {
  const { keyId, scopes } = credential;
  const ends = endsAt(credential);
  return {
    ...credentialKey(keyId),
    ...credentialListingKey(keyId),
    ...credential,
    // Nobody wants to know of a probe that has ended.
    ...(ends !== undefined && {
      [TTL_ATTRIBUTE]: isProbe(scopes) ? Math.ceil(Date.parse(ends) / SECOND) : ttlOf(ends),
    }),
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

/**
 * An update of what is kept of a trust, which is made by it where there is nothing yet. `values` has
 * the moment as `:at`.
 */
export function onTrust(
  kind: TrustKind,
  set: string,
  { condition, values }: { condition: string; values: Readonly<Record<`:${string}`, string>> & { ':at': string } },
): CredentialUpdate {
  const made = { kind, label: TRUST_LABEL, scopes: TRUST_SCOPES, ...credentialListingKey(kind) };
  const names = Object.keys(made);
  const all = names.map((name) => `#${name} = :${name}`).join(', ');
  return {
    UpdateExpression: `SET ${set}, createdAt = if_not_exists(createdAt, :at), keyId = :kind, ${all}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(Object.entries(made).map(([name, value]) => [`:${name}`, value])),
    },
  };
}

/** What is there after it; undefined, and nothing is changed, where the condition does not hold. */
export async function updateCredential(
  { client, tableName, retry }: Table,
  keyId: string,
  input: CredentialUpdate,
  timeout?: number,
): Promise<StoredCredential | undefined> {
  const key = credentialKey(keyId);
  const whole = {
    TableName: tableName,
    Key: wireKey(key),
    ReturnValues: 'ALL_NEW' as const,
    ...input,
    ExpressionAttributeValues: toWire(input.ExpressionAttributeValues ?? {}),
  };
  try {
    const { Attributes } = await retry(() => client.send(new UpdateItemCommand(whole), within(timeout)));
    return fromItem(itemUnder(key, fromWire(Attributes ?? {})));
  } catch (error) {
    if (isConditionRefused(error)) return undefined;
    throw error;
  }
}
