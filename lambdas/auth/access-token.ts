import type { CredentialKind } from './credential.ts';
import { createId, createSecret, hashOf, isProven } from './secret.ts';

/** Seconds from the issue of an access token to its end. Entra asks for 60 minutes to 6 hours. */
export const ACCESS_TOKEN_LIFE = 3600;

/** An access token as it is kept. Times are ISO 8601. */
export interface AccessToken {
  readonly tokenId: string;
  /** The client, or `federation`. */
  readonly credentialId: string;
  readonly kind: Extract<CredentialKind, 'client-credentials' | 'federation'>;
  readonly scopes: readonly string[];
  readonly hash: string;
  readonly expiresAt: string;
  /** Which secret of the client proved it. */
  readonly secretId?: string;
  /** The client id of a federation at the time. */
  readonly clientId?: string;
}

/**
 * The assertion that an access token is given for, once (RFC 7523 §3). `until`, ISO 8601, is when
 * nobody would accept it any more.
 */
export interface UsedAssertion {
  readonly issuer: string;
  readonly jti: string;
  readonly until: string;
}

export interface ParsedAccessToken {
  readonly credentialId: string;
  readonly tokenId: string;
  readonly secret: string;
}

/** The credential is part of the token, so that both can be read at once. */
const ACCESS_TOKEN = /^scimat_([a-z][a-z0-9-]{0,39})_([0-9a-f]{16})_([\w-]{43})$/;

/**
 * Makes an access token (RFC 6749 §1.4), opaque to its client, and what is kept of it. `now` is ISO
 * 8601.
 */
export function createAccessToken(options: Omit<AccessToken, 'tokenId' | 'hash' | 'expiresAt'> & { now: string }): {
  token: string;
  accessToken: AccessToken;
} {
  const { now, ...known } = options;
  const [tokenId, secret] = [createId(8), createSecret()];
  const expiresAt = new Date(Date.parse(now) + ACCESS_TOKEN_LIFE * 1000).toISOString();
  return {
    token: `scimat_${known.credentialId}_${tokenId}_${secret}`,
    accessToken: { ...known, tokenId, hash: hashOf(secret), expiresAt },
  };
}

export function parseAccessToken(token: string): ParsedAccessToken | undefined {
  const [, credentialId, tokenId, secret] = ACCESS_TOKEN.exec(token) ?? [];
  if (credentialId === undefined || tokenId === undefined || secret === undefined) return undefined;
  return { credentialId, tokenId, secret };
}

/** When an access token was given out, ISO 8601. */
export const issuedAt = ({ expiresAt }: Pick<AccessToken, 'expiresAt'>): string =>
  new Date(Date.parse(expiresAt) - ACCESS_TOKEN_LIFE * 1000).toISOString();

/** Whether this is the access token that is kept, expired or not. */
export function isAccessTokenProven(kept: AccessToken | undefined, { credentialId, secret }: ParsedAccessToken) {
  return isProven(secret, kept?.hash) && kept?.credentialId === credentialId;
}
