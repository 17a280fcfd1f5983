import type { Client } from '../../../../lambdas/auth/client.ts';
import type { CredentialStore } from '../../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../../plain-error.ts';

/** Throws PlainError where there is no such client. */
export async function findClient(store: CredentialStore, clientId: string): Promise<Client> {
  const found = await store.get(clientId);
  if (found?.kind === 'client-credentials') return found;
  throw new PlainError(`there is no client with id "${clientId}": "scim client list" shows all`);
}
