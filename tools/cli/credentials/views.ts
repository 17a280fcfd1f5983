import type { StoredCredential } from '../../../lambdas/auth/authorize.ts';
import type { ClientSecret } from '../../../lambdas/auth/client.ts';
import { daysLeft as daysBetween } from '../../../lambdas/auth/ending.ts';
import { isUsedRecently } from '../../../lambdas/auth/use.ts';

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
  if (credential.kind === 'setup-link') return [{ ...about, ...viewOf(credential, now) }];
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

/** Whether it lets anybody in. */
export const isLive = ({ state }: CredentialView): boolean => state === 'valid' || state === 'replaced';
