import { fetchJwks } from '../../auth/jwt/fetch-jwks.ts';
import { createSigningKeys } from '../../auth/jwt/signing-keys.ts';
import type { Trust } from '../../auth/trust.ts';
import { readAllowsLoopbackKeys } from './environment.ts';

/**
 * What the tenant file trusts, with the keys to check it, which are kept for as long as the process
 * lives.
 */
export function withKeys<Settings extends { readonly jwksUri: string }>(settings: Settings): Trust<Settings> {
  const allowLoopback = readAllowsLoopbackKeys();
  return { settings, keys: createSigningKeys(() => fetchJwks(settings.jwksUri, allowLoopback)) };
}
