import { decodeJwt } from 'jose';
import type { KnownCredential } from './credential.ts';
import type { JwtRule } from './jwt/check.ts';
import type { SigningKeys } from './jwt/signing-keys.ts';

/**
 * Workload identity federation as the tenant file has it: who may exchange an assertion for an
 * access token.
 */
export interface Federation {
  readonly tenantId: string;
  readonly clientId: string;
  readonly audiences: readonly string[];
  readonly subject: string;
  readonly issuer: string;
  readonly jwksUri: string;
}

/** The tokens that Entra makes when Secret Token is blank, as the tenant file has them. */
export interface EntraToken {
  readonly tenantId: string;
  readonly audiences: readonly string[];
  readonly issuer: string;
  readonly jwksUri: string;
}

/** What is accepted from somebody else's signature, and the keys to check it with. */
export interface Trust<Settings> {
  readonly settings: Settings;
  readonly keys: SigningKeys;
}

/** What may be trusted, and the ids of such credentials. */
export const TRUST_KINDS = ['federation', 'entra-token'] as const;
export type TrustKind = (typeof TRUST_KINDS)[number];

/** The use of such a trust, kept under the name of its kind. */
export interface TrustUse extends KnownCredential {
  readonly kind: TrustKind;
  /** Access tokens that were given out up to this moment are revoked. Absent: none is. */
  readonly tokensRevokedAt?: string;
}

/** Nobody has named them. */
export const TRUST_LABEL = 'as the tenant file says';

/**
 * The audiences that Entra gives the tokens of every custom application of every Entra tenant:
 * today, and in former times.
 */
const CUSTOM_APPLICATION: ReadonlySet<unknown> = new Set([
  '8adf8e6e-67b2-4cf2-a259-e3dc5476c621',
  '00000002-0000-0000-c000-000000000000',
]);
/** Microsoft.Azure.SyncFabric, Entra's provisioning service. */
const SYNC_FABRIC = '00000014-0000-0000-c000-000000000000';

export const federationRule = ({ issuer, audiences, subject, tenantId }: Federation): JwtRule => ({
  issuer,
  audiences,
  claims: { sub: subject, tid: tenantId },
});

export const entraTokenRule = ({ issuer, tenantId, audiences }: EntraToken): JwtRule => ({
  issuer,
  audiences,
  claims: { tid: tenantId, appid: SYNC_FABRIC },
});

/** What a trust lets in; Entra provisions and does nothing else. */
export const TRUST_SCOPES: readonly string[] = ['scim'];

/**
 * Whether a JWT is what Entra sends when nobody has entered a secret token, by its looks. Says
 * nothing about its being genuine. Never throws.
 */
export function looksLikeEntraToken(jwt: string): boolean {
  try {
    return CUSTOM_APPLICATION.has(decodeJwt(jwt).aud);
  } catch {
    return false;
  }
}
