import { userInfo } from 'node:os';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredCredential } from '../../lambdas/auth/authorize.ts';
import type { ClientSecret } from '../../lambdas/auth/client.ts';
import { daysLeft as daysBetween, WARN_DAYS } from '../../lambdas/auth/ending.ts';
import { CYCLE, isUsedRecently } from '../../lambdas/auth/use.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/ports/credentials.ts';
import { confirm } from './confirm.ts';
import { findTarget } from './target.ts';
import type { Target, TargetOptions } from './target.ts';
import { MINUTE } from '../../lambdas/duration.ts';

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
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under an id that no account has.
    return process.env['USER'] ?? 'unknown';
  }
}

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

/** Says on stderr what ends within 30 days and has nothing to follow it, or is still used although it has. */
export function warnOfExpiry(views: readonly CredentialView[], command: 'token' | 'client'): void {
  for (const view of views) {
    const { keyId, secretId, label, daysLeft = Infinity } = view;
    if (!isLive(view) || daysLeft >= WARN_DAYS) continue;
    const name = `${keyId}${secretId === undefined ? '' : ` ${secretId}`} "${label}"`;
    if (!isFollowed(view, views)) {
      console.error(`warning: ${name} expires in ${daysLeft} days: scim ${command} rotate ${keyId}`);
    } else if (view.usedRecently) {
      console.error(
        `warning: ${name} expires in ${daysLeft} days and is still used: enter the one that takes its place into Entra`,
      );
    }
  }
}

const isLive = ({ state }: CredentialView): boolean => state === 'valid' || state === 'replaced';

/** Whether there is a token in its place, or another secret of the client that lives for longer. */
const isFollowed = (view: CredentialView, views: readonly CredentialView[]): boolean =>
  view.state === 'replaced' ||
  views.some(
    (other) =>
      other.keyId === view.keyId &&
      other.secretId !== view.secretId &&
      isLive(other) &&
      (other.daysLeft ?? Infinity) >= WARN_DAYS,
  );

interface Asking {
  readonly yes?: true | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/** Warns of who is locked out, and asks. Throws PlainError when it is not wanted. */
export async function confirmRevoke(what: string, views: readonly CredentialView[], asking: Asking): Promise<void> {
  warnOfUse(what, views, asking.now);
  await confirm(`Revoke ${what}? It cannot be taken back.`, asking.yes);
}

/** The same where what is replaced ends so soon that Entra may not come before that. `overlap` in milliseconds. */
export async function confirmOverlap(
  what: string,
  views: readonly CredentialView[],
  { overlap, ...asking }: Asking & { readonly overlap: number },
): Promise<void> {
  if (overlap >= 2 * CYCLE) return;
  warnOfUse(what, views, asking.now);
  await confirm(`Let ${what} end in ${overlap / MINUTE} minutes? It cannot be taken back.`, asking.yes);
}

function warnOfUse(what: string, views: readonly CredentialView[], now: string): void {
  const last = views
    .filter((view) => isLive(view) && view.usedRecently)
    .map(({ lastUsedAt = '' }) => lastUsedAt)
    .toSorted()
    .at(-1);
  if (last === undefined) return;
  console.error(`warning: ${what} was used ${ago(last, now)}: whoever uses it is refused from then on`);
}

/** As in `12 minutes ago`, for times in ISO 8601. */
export function ago(time: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(time)) / MINUTE));
  if (minutes < 120) return `${minutes} minutes ago`;
  return minutes < 2 * 1440 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}

export const dayOf = (time: string | undefined): string | undefined => time?.slice(0, 10);
