import type { Credential } from '../../../../lambdas/auth/credential.ts';
import type { CredentialStore } from '../../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../../plain-error.ts';

/** Throws PlainError where there is no such token. */
export async function findToken(store: CredentialStore, keyId: string): Promise<Credential> {
  const found = await store.get(keyId);
  if (found?.kind === 'bearer') return found;
  if (found?.kind === 'setup-link')
    throw new PlainError(`"${keyId}" is a setup link, and no token: "scim setup-link list" shows all`);
  throw new PlainError(`there is no token with key id "${keyId}": "scim token list" shows all`);
}
