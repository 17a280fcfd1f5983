import type { Client } from '../../../../lambdas/auth/client.ts';
import type { CredentialStore } from '../../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../../plain-error.ts';

/** Throws PlainError where there is no such client, or it has no such secret. */
export async function findClient(store: CredentialStore, clientId: string, secretId?: string): Promise<Client> {
  const found = await store.get(clientId);
  if (found?.kind !== 'client-credentials')
    throw new PlainError(`there is no client with id "${clientId}": "scim client list" shows all`);
  if (secretId !== undefined && !Object.hasOwn(found.secrets, secretId))
    throw new PlainError(`client ${clientId} has no secret "${secretId}": "scim client list" shows all`);
  return found;
}
