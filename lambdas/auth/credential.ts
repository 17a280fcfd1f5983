import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { REFUSALS } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A bearer credential as it is kept: of the secret only a hash. Times are ISO 8601 UTC; `lastUsedOn` is a day, YYYY-MM-DD. */
export interface Credential {
  readonly keyId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  /** SHA-256 of the secret, in hex. The secret has 256 random bits, so a slow hash would add nothing but latency. */
  readonly hash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string;
  readonly lastUsedOn?: string;
}

/** The two parts of a token: which credential it is, and the proof. */
export interface ParsedToken {
  readonly keyId: string;
  readonly secret: string;
}

export type CredentialCheck =
  { readonly ok: true; readonly credential: Credential } | { readonly ok: false; readonly refusal: Refusal };

const OWN_TOKEN = /^scim_([0-9a-f]{16})_([\w-]{43})$/;
/** Visible ASCII. API Gateway takes 10 KB of headers; nobody's token needs more than this. */
const ANY_TOKEN = /^[\x21-\x7e]{1,512}$/;
const IMPORTED_KEY_LENGTH = 32;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Makes a credential and the token that proves it, which is shown once. `secret` makes a credential for a token that exists
 * already. Times are ISO 8601.
 * @throws Error where the token given has characters or a length that no header could carry
 */
export function createCredential(options: {
  label: string;
  scopes: readonly string[];
  expiresAt: string;
  now: string;
  secret?: string;
}): { credential: Credential; token: string } {
  const { label, scopes, expiresAt, now } = options;
  const token = options.secret ?? `scim_${randomBytes(8).toString('hex')}_${randomBytes(32).toString('base64url')}`;
  const parsed = parseToken(token);
  if (!parsed)
    throw new Error('the given token cannot be used: allowed are 1 to 512 visible ASCII characters, no spaces');
  const hash = sha256(parsed.secret).toString('hex');
  return { token, credential: { keyId: parsed.keyId, label, scopes, hash, createdAt: now, expiresAt } };
}

/** Splits a token of ours; any other one is known by the start of its hash. Undefined where it cannot be a token. */
export function parseToken(token: string): ParsedToken | undefined {
  const [, keyId, secret] = OWN_TOKEN.exec(token) ?? [];
  if (keyId !== undefined && secret !== undefined) return { keyId, secret };
  if (!ANY_TOKEN.test(token)) return undefined;
  return { keyId: sha256(token).toString('hex').slice(0, IMPORTED_KEY_LENGTH), secret: token };
}

/**
 * Does the secret prove the credential, and is that still valid at `now` (ISO 8601)? An unknown key and a wrong secret are refused
 * in the same words, and expiry is told only to whoever knows the secret.
 */
export function checkCredential(credential: Credential | undefined, secret: string, now: string): CredentialCheck {
  const expected = credential ? Buffer.from(credential.hash, 'hex') : Buffer.alloc(32);
  const isProven = timingSafeEqual(sha256(secret), expected);
  if (!credential || !isProven) return { ok: false, refusal: REFUSALS.unknown() };
  if (credential.revokedAt !== undefined) return { ok: false, refusal: REFUSALS.revoked(credential.revokedAt) };
  if (credential.expiresAt <= now) return { ok: false, refusal: REFUSALS.expired(credential.expiresAt) };
  return { ok: true, credential };
}
