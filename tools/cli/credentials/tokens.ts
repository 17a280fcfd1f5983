import type { Credential } from '../../../lambdas/auth/credential.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../plain-error.ts';
import { findToken } from '../commands/token/find.ts';
import { makeToken } from '../commands/token/made.ts';
import { later } from '../input/arguments.ts';

/** A token that another one can take the place of. Throws PlainError. `now` is ISO 8601. */
export async function rotatableToken(store: CredentialStore, keyId: string, now: string): Promise<Credential> {
  const old = await findToken(store, keyId);
  if (old.revokedAt !== undefined || old.expiresAt <= now) {
    throw new PlainError(`token ${keyId} has ended: "scim token create" makes a new one`);
  }
  if (old.replacedBy !== undefined) {
    throw new PlainError(
      `token ${keyId} is replaced by ${old.replacedBy} already: rotate that one, or "scim token create"`,
    );
  }
  return old;
}

interface Rotation {
  readonly label?: string | undefined;
  readonly expiresInDays: number;
  /** Milliseconds that the old one still works. */
  readonly overlap: number;
  readonly now: string;
}

/** Makes a token in place of another one, which works until `ends`. Throws PlainError. */
export async function rotateToken(store: CredentialStore, old: Credential, rotation: Rotation) {
  const { label = old.label, expiresInDays, overlap, now } = rotation;
  const made = makeToken({ label, scopes: old.scopes, expiresInDays }, now);
  const end = later(now, overlap);
  const ends = end < old.expiresAt ? end : old.expiresAt;
  if (!(await store.replace(old, ends, made.credential))) {
    throw new PlainError(
      `token ${old.keyId} was changed by somebody else meanwhile, and nothing was made: see "scim token list"`,
    );
  }
  return { made, ends };
}
