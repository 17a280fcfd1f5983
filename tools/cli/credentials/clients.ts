import { createClientSecret, type Client } from '../../../lambdas/auth/client.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../plain-error.ts';
import { findClient } from '../commands/client/find.ts';
import { lifeOf } from '../commands/client/secret.ts';
import { later } from '../input/arguments.ts';

/** A client that can get another secret. Throws PlainError. */
export async function rotatableClient(store: CredentialStore, clientId: string): Promise<Client> {
  const client = await findClient(store, clientId);
  if (client.revokedAt !== undefined) {
    throw new PlainError(`client ${clientId} is revoked: "scim client create" makes a new one`);
  }
  return client;
}

interface Rotation {
  readonly years: number;
  /** Milliseconds that the other secrets still work. */
  readonly overlap: number;
  readonly now: string;
}

/** Gives a client another secret; the others work until `othersEnd` at most. Throws PlainError. */
export async function rotateClient(store: CredentialStore, client: Client, { years, overlap, now }: Rotation) {
  const othersEnd = later(now, overlap);
  const { secretId, secret, kept } = createClientSecret(lifeOf({ years }, now));
  if (!(await store.addSecret(client, { secretId, kept, othersEnd }))) {
    throw new PlainError(
      `client ${client.keyId} was changed by somebody else meanwhile, and nothing was made: see "scim client list"`,
    );
  }
  return { secretId, secret, othersEnd, changed: { ...client, secrets: { [secretId]: kept } } };
}
