import type { StoredCredential } from '../../../lambdas/auth/authorize.ts';
import type { ClientSecret } from '../../../lambdas/auth/client.ts';
import { daysLeft } from '../../../lambdas/auth/ending.ts';
import { isUsedRecently } from '../../../lambdas/auth/use.ts';
import { DAY } from '../../../lambdas/duration.ts';
import { agoOf, dayOf } from '../output/time.ts';

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
  /** Of a federation: its access tokens up to then are revoked. */
  tokensRevokedAt?: string;
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
  const { tokensRevokedAt } = credential;
  const revoked = tokensRevokedAt === undefined ? {} : { tokensRevokedAt };
  return [{ ...about, ...viewOf({ ...credential, createdAt }, now), ...revoked }];
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
    ...(expiresAt !== undefined && { expiresAt, daysLeft: Math.max(0, daysLeft(expiresAt, now)) }),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ageDays: Math.floor((Date.parse(now) - Date.parse(createdAt)) / DAY),
    usedRecently: isUsedRecently(lastUsedAt, now),
  };
}

/** The same as JSON, with the days of its end and of its last use. */
export const withDays = <View extends CredentialView>(view: View) => ({
  ...view,
  expires: dayOf(view.expiresAt),
  lastUsedOn: dayOf(view.lastUsedAt),
});

/** The same for a table, where the times are as far away as they are from `now`. */
export const relatively = ({ expiresAt, lastUsedAt, ...view }: CredentialView, now: string) => ({
  keyId: view.keyId,
  secretId: view.secretId,
  state: view.state,
  scopes: view.scopes,
  createdBy: view.createdBy,
  label: view.label,
  expires: agoOf(expiresAt, now),
  lastUsed: agoOf(lastUsedAt, now) ?? 'never',
});

/** Whether it lets anybody in. */
export const isLive = ({ state }: CredentialView): boolean => state === 'valid' || state === 'replaced';
