import { prefixOf, type KnownCredential, type Origin } from './credential.ts';
import { createId, createSecret, hashOf, isProven } from './secret.ts';

/** One of the secrets of a client: of the secret itself only a hash. Times are ISO 8601. */
export interface ClientSecret {
  readonly hash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly createdBy?: string;
  readonly revokedAt?: string;
  readonly lastUsedAt?: string;
}

/** An OAuth client (RFC 6749 §2); several secrets may be valid at a time, by their ids. */
export interface Client extends KnownCredential {
  readonly kind: 'client-credentials';
  readonly secrets: Readonly<Record<string, ClientSecret>>;
}

export type ClientCheck =
  | { readonly ok: true; readonly client: Client; readonly secretId: string }
  | { readonly ok: false; readonly reason: 'unknown' }
  | { readonly ok: false; readonly reason: 'revoked' | 'expired'; readonly at: string };

const CLIENT_ID = /^(?:setup-)?client-[0-9a-f]{16}$/;
const CLIENT_SECRET = /^scims_([0-9a-f]{8})_[\w-]{43}$/;

/** Whether this could be the id of a client; nothing else is looked up. */
export const isClientId = (text: string): boolean => CLIENT_ID.test(text);

interface SecretOptions {
  readonly now: string;
  readonly expiresAt: string;
  readonly createdBy?: string;
}

/** Makes a client with its first secret, which is shown once. Times are ISO 8601. */
export function createClient(options: SecretOptions & { label: string; scopes: readonly string[]; origin?: Origin }): {
  client: Client;
  secretId: string;
  secret: string;
} {
  const { label, scopes, now, createdBy, origin } = options;
  const { secretId, secret, kept } = createClientSecret(options);
  const client: Client = {
    keyId: `${prefixOf(origin)}client-${createId(8)}`,
    kind: 'client-credentials',
    label,
    scopes,
    createdAt: now,
    ...(createdBy !== undefined && { createdBy }),
    secrets: { [secretId]: kept },
  };
  return { client, secretId, secret };
}

/** Makes a secret for a client, to be shown once, and what is kept of it. */
export function createClientSecret({ now, expiresAt, createdBy }: SecretOptions): {
  secretId: string;
  secret: string;
  kept: ClientSecret;
} {
  const secretId = createId(4);
  const secret = `scims_${secretId}_${createSecret()}`;
  const kept = { hash: hashOf(secret), createdAt: now, expiresAt, ...(createdBy !== undefined && { createdBy }) };
  return { secretId, secret, kept };
}

/**
 * Does the secret prove the client, and is it still valid at `now`? An unknown client and a wrong
 * secret are the same answer; that something ended is told only to whoever knows the secret.
 */
export function checkClient(client: Client | undefined, secret: string, now: string): ClientCheck {
  const secretId = CLIENT_SECRET.exec(secret)?.[1] ?? '';
  const kept = client && Object.hasOwn(client.secrets, secretId) ? client.secrets[secretId] : undefined;
  if (!isProven(secret, kept?.hash) || !client || !kept) return { ok: false, reason: 'unknown' };
  const revokedAt = client.revokedAt ?? kept.revokedAt;
  if (revokedAt !== undefined) return { ok: false, reason: 'revoked', at: revokedAt };
  if (kept.expiresAt <= now) return { ok: false, reason: 'expired', at: kept.expiresAt };
  return { ok: true, client, secretId };
}
