import { looksLikeJwt } from './jwt/check.ts';
import { REFUSALS } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { createId, createSecret, hashOf, isProven } from './secret.ts';

/** The ways to sign in. */
export type CredentialKind = 'bearer' | 'client-credentials' | 'federation' | 'entra-token' | 'setup-link';

/** What is known about every credential. Times are ISO 8601 UTC. */
export interface KnownCredential {
  readonly keyId: string;
  readonly kind: CredentialKind;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  /** The account name of the operator who made it. */
  readonly createdBy?: string;
  readonly revokedAt?: string;
  /** Up to 40 minutes behind: see use.ts. */
  readonly lastUsedAt?: string;
}

/** A bearer credential as it is kept: of the secret only a hash (SHA-256, hex). */
export interface Credential extends KnownCredential {
  readonly kind: 'bearer';
  readonly hash: string;
  readonly expiresAt: string;
  /** The key id of the one that was made in its place. */
  readonly replacedBy?: string;
}

/** The two parts of a token: which credential it is, and the proof. */
export interface ParsedToken {
  readonly keyId: string;
  readonly secret: string;
}

export type CredentialCheck<Kept = Credential> =
  { readonly ok: true; readonly credential: Kept } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Where a credential was made, other than by an operator: its key id begins so, and whoever makes them
 * there may write no other.
 */
export type Origin = 'setup';
export const prefixOf = (origin: Origin | undefined): string => (origin === undefined ? '' : `${origin}-`);

const OWN_TOKEN = /^scim_((?:setup-)?[0-9a-f]{16})_([\w-]{43})$/;
/** Visible ASCII. API Gateway takes 10 KB of headers; nobody's token needs more than this. */
const ANY_TOKEN = /^[\x21-\x7e]{1,512}$/;
const IMPORTED_KEY_LENGTH = 32;

/**
 * Makes a credential and the token that proves it, which is shown once. `secret` makes a credential
 * for a token that exists already. Times are ISO 8601.
 * @throws Error where the token given has characters or a length that no header could carry, or is
 * a JWT
 */
export function createCredential(options: {
  label: string;
  scopes: readonly string[];
  expiresAt: string;
  now: string;
  createdBy?: string;
  secret?: string;
  origin?: Origin;
}): { credential: Credential; token: string } {
  const { label, scopes, expiresAt, now, createdBy, origin } = options;
  const token = options.secret ?? `scim_${prefixOf(origin)}${createId(8)}_${createSecret()}`;
  const parsed = parseToken(token);
  if (!parsed || looksLikeJwt(token))
    throw new Error('the given token cannot be used: allowed are 1 to 512 visible ASCII characters, no spaces, no JWT');
  const credential: Credential = {
    keyId: parsed.keyId,
    kind: 'bearer',
    label,
    scopes,
    hash: hashOf(parsed.secret),
    createdAt: now,
    expiresAt,
    ...(createdBy !== undefined && { createdBy }),
  };
  return { token, credential };
}

/**
 * Splits a token of ours; any other one is known by the start of its hash. Undefined where it
 * cannot be a token.
 */
export function parseToken(token: string): ParsedToken | undefined {
  const [, keyId, secret] = OWN_TOKEN.exec(token) ?? [];
  if (keyId !== undefined && secret !== undefined) return { keyId, secret };
  if (!ANY_TOKEN.test(token)) return undefined;
  return { keyId: hashOf(token).slice(0, IMPORTED_KEY_LENGTH), secret: token };
}

/**
 * Does the secret prove the credential, and is that still valid at `now` (ISO 8601)? An unknown key
 * and a wrong secret are refused in the same words, and expiry is told only to whoever knows the
 * secret.
 */
export function checkCredential(credential: Credential | undefined, secret: string, now: string): CredentialCheck {
  if (!isProven(secret, credential?.hash) || !credential) return { ok: false, refusal: REFUSALS.unknown() };
  if (credential.revokedAt !== undefined) return { ok: false, refusal: REFUSALS.revoked(credential.revokedAt) };
  if (credential.expiresAt <= now) return { ok: false, refusal: REFUSALS.expired(credential.expiresAt) };
  return { ok: true, credential };
}
