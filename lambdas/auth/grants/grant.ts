import { createAccessToken, type AccessToken, type UsedAssertion } from '../access-token.ts';
import type { Principal } from '../authorize.ts';
import { hasScope } from '../scopes.ts';
import { noteUse } from '../use.ts';
import { PROBLEMS } from './problem.ts';
import { prove, type GrantKind, type Proving, type RefusedGrant, type SentProof } from './proof.ts';

/**
 * A request for an access token: what proves the client, and the scopes that it asks for, with
 * spaces between.
 */
export type TokenRequest = SentProof & { readonly scope: string };

export interface Granting extends Proving {
  readonly accessTokens: {
    /** False where the assertion was used before. */
    put(accessToken: AccessToken, assertion?: UsedAssertion): Promise<boolean>;
  };
}

/** What became of a token request. */
export type Grant =
  | {
      readonly ok: true;
      readonly token: string;
      readonly principal: Principal;
      /** When the secret ends that somebody has to renew, ISO 8601. */
      readonly expiresAt?: string;
      /** The use could not be noted, which keeps nobody out. */
      readonly touchError?: unknown;
    }
  | RefusedGrant;

/** Proves the client of a token request and gives out an access token (RFC 6749 §4.4). */
export async function grantToken(request: TokenRequest, granting: Granting): Promise<Grant> {
  const proof = await prove(request, granting);
  if (!proof.ok) return proof;
  const { about, assertion, expiresAt, touch } = proof;
  const scopes = grantedScopes(request.scope, proof.scopes);
  if (!scopes) return { ok: false, ...named(about), problem: PROBLEMS.scope(request.scope, proof.scopes) };
  const { token, accessToken } = createAccessToken({ ...about, scopes, now: granting.now });
  if (!(await granting.accessTokens.put(accessToken, assertion)))
    return { ok: false, ...named(about), problem: PROBLEMS.replayed() };
  const granted = { ok: true, token, principal: { ...named(about), scopes } } as const;
  return { ...granted, ...(expiresAt !== undefined && { expiresAt }), ...(await noteUse(touch)) };
}

const named = ({ credentialId, kind }: { credentialId: string; kind: GrantKind }) => ({ credentialId, kind });

/**
 * All that the client has where it asks for nothing, or for `<resource>/.default`, which is
 * Microsoft's way to ask for nothing in particular. Undefined where it asks for more (RFC 6749
 * §3.3).
 */
function grantedScopes(asked: string, allowed: readonly string[]): readonly string[] | undefined {
  const names = asked.split(' ').filter((name) => name !== '' && !name.endsWith('/.default'));
  if (names.length === 0) return allowed;
  return names.every((name) => hasScope(allowed, name)) ? [...new Set(names)] : undefined;
}
