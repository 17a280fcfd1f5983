import type { StoredCredential } from './authorize.ts';
import type { ClientSecret } from './client.ts';
import { DAY } from '../duration.ts';

/** Somebody has to be told when no more days than this are left. */
export const WARN_DAYS = 30;
/** A credential that nobody has used for longer than this may end: nobody misses it. */
const USED_DAYS = 7;

/** What will end while somebody uses it: a token, or a secret of a client. Times are ISO 8601. */
export interface Ending {
  readonly keyId: string;
  readonly secretId?: string;
  readonly expiresAt: string;
  readonly daysLeft: number;
}

/** Days from `now` to `expiresAt`, ISO 8601, one that has begun counted; zero or below when that is over. */
export const daysLeft = (expiresAt: string, now: string): number =>
  Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / DAY);

/**
 * What was used in the last week and ends within 30 days, the first to end first. `now` is ISO
 * 8601.
 */
export function endingParts(parts: readonly CredentialPart[], now: string): Ending[] {
  const since = new Date(Date.parse(now) - USED_DAYS * DAY).toISOString();
  return parts
    .filter(
      ({ secret: { expiresAt, revokedAt, lastUsedAt = '' } }) =>
        revokedAt === undefined && lastUsedAt >= since && expiresAt > now && daysLeft(expiresAt, now) <= WARN_DAYS,
    )
    .map(({ secret: { expiresAt }, ...names }) => ({ ...names, expiresAt, daysLeft: daysLeft(expiresAt, now) }))
    .toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt));
}

/** What of a credential may end by itself. */
export type CredentialPart = Pick<Ending, 'keyId' | 'secretId'> & {
  readonly secret: Pick<ClientSecret, 'expiresAt' | 'revokedAt' | 'lastUsedAt'>;
};

/**
 * What of a credential ends by itself: a token as a whole, a client by its secrets, and a trust of
 * the tenant file not at all.
 */
export function partsOf(credential: StoredCredential): CredentialPart[] {
  const { keyId } = credential;
  if (credential.kind === 'bearer') return [{ keyId, secret: credential }];
  if (credential.kind !== 'client-credentials' || credential.revokedAt !== undefined) return [];
  return Object.entries(credential.secrets).map(([secretId, secret]) => ({ keyId, secretId, secret }));
}
