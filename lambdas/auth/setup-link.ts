import type { CredentialCheck, KnownCredential, ParsedToken } from './credential.ts';
import type { Refusal } from './refusal.ts';
import { setupScopes, type SetupMay } from './scopes.ts';
import { createId, createSecret, hashOf, isProven } from './secret.ts';

/**
 * A link to the setup page, for the customer's admin: of its secret, which is behind the # of the URL,
 * only a hash is kept. Times are ISO 8601 UTC.
 */
export interface SetupLink extends KnownCredential {
  readonly kind: 'setup-link';
  readonly hash: string;
  readonly expiresAt: string;
}

/** The page says the same whatever the reason, which is for the log. ASCII, as every refusal. */
const refused = (reason: 'unknown' | 'expired' | 'revoked'): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { reason, detail: 'this setup link has ended or was never made; ask whoever sent it for a new one' },
});

/** Unlike a token at first sight, so that a link that nobody knows any more is still known to be one. */
const LINK_SECRET = /^scimlink_([0-9a-f]{16})_([\w-]{43})$/;

/**
 * Makes a link and the secret that proves it, which is shown once. `secret` makes a link for one that
 * exists already.
 * @throws Error where that is not the secret of a link
 */
export function createSetupLink(options: {
  label: string;
  may: readonly SetupMay[];
  expiresAt: string;
  now: string;
  createdBy?: string;
  secret?: string;
}): { link: SetupLink; secret: string } {
  const { label, may, expiresAt, now, createdBy } = options;
  const secret = options.secret ?? `scimlink_${createId(8)}_${createSecret()}`;
  const parsed = parseSetupLink(secret);
  if (!parsed) throw new Error('the given secret is not that of a setup link');
  const link: SetupLink = {
    keyId: parsed.keyId,
    kind: 'setup-link',
    label,
    scopes: setupScopes(may),
    hash: hashOf(parsed.secret),
    createdAt: now,
    expiresAt,
    ...(createdBy !== undefined && { createdBy }),
  };
  return { link, secret };
}

/** Splits the secret of a link; undefined for anything else. */
export function parseSetupLink(text: string): ParsedToken | undefined {
  const [, keyId, secret] = LINK_SECRET.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret };
}

/**
 * Does the secret prove the link, and is that still valid at `now` (ISO 8601)? Whoever holds one that
 * is not is told the same in each case: whom to ask.
 */
export function checkSetupLink(link: SetupLink | undefined, secret: string, now: string): CredentialCheck<SetupLink> {
  if (!isProven(secret, link?.hash) || !link) return refused('unknown');
  if (link.revokedAt !== undefined) return refused('revoked');
  if (link.expiresAt <= now) return refused('expired');
  return { ok: true, credential: link };
}
