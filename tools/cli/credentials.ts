import { userInfo } from 'node:os';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../../lambdas/auth/authorize.ts';
import type { ClientSecret } from '../../lambdas/auth/client.ts';
import { daysLeft as daysBetween, WARN_DAYS } from '../../lambdas/auth/ending.ts';
import { isUsedRecently } from '../../lambdas/auth/use.ts';
import { createCredentialStore } from '../../lambdas/store/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/credentials.ts';
import { confirm } from './confirm.ts';
import { findTarget } from './target.ts';
import type { Target, TargetOptions } from './target.ts';

const MINUTE_MS = 60_000;

/** A credential, or one secret of a client, as the commands show it: without hashes. */
export interface CredentialView {
  keyId: string;
  /** Of a client's secret. */
  secretId?: string;
  kind: string;
  label: string;
  scopes: readonly string[];
  state: 'valid' | 'expired' | 'revoked' | 'replaced' | 'turned-off';
  /** Unknown of a trust of the tenant file that was never used, and so is its age. */
  createdAt?: string;
  createdBy?: string;
  expiresAt?: string;
  replacedBy?: string;
  lastUsedAt?: string;
  ageDays?: number;
  daysLeft?: number;
  /** In the last two provisioning cycles. */
  usedRecently: boolean;
}

/** Who made a credential: the account name on this machine, which is not personal in a pipeline and known to the operator elsewhere. */
export const operatorName = (): string => userInfo().username;

export async function openCredentials(options: TargetOptions): Promise<{ store: CredentialStore; target: Target }> {
  const target = await findTarget(options);
  const client = DynamoDBDocumentClient.from(target.dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  return { store: createCredentialStore({ client, tableName: target.tableName }), target };
}

/** One view per credential; of a client one per secret. `now` is ISO 8601. */
export function viewsOf(credential: StoredCredential, now: string): CredentialView[] {
  const { keyId, kind, label, scopes, createdAt, revokedAt } = credential;
  const about = { keyId, kind, label, scopes };
  if (credential.kind === 'client-credentials') {
    return Object.entries(credential.secrets).map(([secretId, secret]) => ({
      ...about,
      secretId,
      ...viewOf({ ...secret, ...(revokedAt !== undefined && { revokedAt }) }, now),
    }));
  }
  if (credential.kind === 'bearer') {
    const { replacedBy } = credential;
    return [{ ...about, ...viewOf(credential, now), ...(replacedBy !== undefined && { replacedBy }) }];
  }
  return [{ ...about, ...viewOf({ ...credential, createdAt }, now) }];
}

type Aging = Omit<ClientSecret, 'hash' | 'expiresAt'> & { readonly expiresAt?: string; readonly replacedBy?: string };

function viewOf({ createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, replacedBy }: Aging, now: string) {
  const isOver = expiresAt !== undefined && expiresAt <= now;
  const state: CredentialView['state'] =
    revokedAt !== undefined ? 'revoked' : isOver ? 'expired' : replacedBy === undefined ? 'valid' : 'replaced';
  return {
    state,
    createdAt,
    ...(createdBy !== undefined && { createdBy }),
    ...(expiresAt !== undefined && { expiresAt, daysLeft: Math.max(0, daysBetween(expiresAt, now)) }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ageDays: daysBetween(now, createdAt),
    usedRecently: isUsedRecently(lastUsedAt, now),
  };
}

/** Says on stderr what ends soon and has nothing to follow it. */
export function warnOfExpiry(views: readonly CredentialView[], command: 'token' | 'client'): void {
  const isLive = ({ state }: CredentialView): boolean => state === 'valid' || state === 'replaced';
  for (const [keyId, all] of Map.groupBy(views.filter(isLive), (view) => view.keyId)) {
    const left = Math.max(...all.map(({ daysLeft = Infinity }) => daysLeft));
    const isReplaced = all.every(({ state }) => state === 'replaced');
    if (left >= WARN_DAYS || isReplaced) continue;
    console.error(`warning: ${keyId} "${all[0]?.label}" expires in ${left} days: scim ${command} rotate ${keyId}`);
  }
}

/** Warns of who is locked out, and asks. `now` is ISO 8601. Throws PlainError when it is not wanted. */
export async function confirmRevoke(
  what: string,
  views: readonly CredentialView[],
  { yes, now }: { yes?: true | undefined; now: string },
): Promise<void> {
  const live = views.filter(({ usedRecently, state }) => usedRecently && state !== 'revoked' && state !== 'expired');
  const last = live
    .map(({ lastUsedAt = '' }) => lastUsedAt)
    .toSorted()
    .at(-1);
  if (last !== undefined) {
    console.error(`warning: ${what} was used ${ago(last, now)}: whoever uses it is refused from now on`);
  }
  await confirm(`Revoke ${what}? It cannot be taken back.`, yes);
}

/** As in `12 minutes ago`, for times in ISO 8601. */
export function ago(time: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(time)) / MINUTE_MS));
  if (minutes < 120) return `${minutes} minutes ago`;
  return minutes < 2 * 1440 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}

export const dayOf = (time: string | undefined): string | undefined => time?.slice(0, 10);
