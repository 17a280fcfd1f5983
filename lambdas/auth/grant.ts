import { createAccessToken } from './access-token.ts';
import type { AccessToken, UsedAssertion } from './access-token.ts';
import type { Credentials } from './authorize.ts';
import { checkClient, isClientId } from './client.ts';
import type { Principal } from './authorize.ts';
import { checkJwt } from './jwt.ts';
import type { JwtCheck } from './jwt.ts';
import { hasScope } from './scopes.ts';
import { JwksUnavailableError } from './signing-keys.ts';
import { federationRule, TRUST_SCOPES } from './trust.ts';
import type { Federation, Trust } from './trust.ts';
import { isUseDue, noteUse } from './use.ts';
import { PROBLEMS } from './grant-problem.ts';
import type { OAuthProblem } from './grant-problem.ts';
import type { TokenRequest } from '../http/oauth/token-request.ts';
import { DAY, MINUTE } from '../duration.ts';

export interface Granting {
  readonly credentials: Omit<Credentials, 'touch'> & {
    touch(keyId: string, at: string, secretId?: string): Promise<void>;
  };
  readonly accessTokens: {
    put(accessToken: AccessToken, assertion?: UsedAssertion): Promise<boolean>;
  };
  /** Left out where the tenant has none. */
  readonly federation?: Trust<Federation>;
  /** ISO 8601. */
  readonly now: string;
}

export type Kind = 'client-credentials' | 'federation';

/** What became of a token request. `touchError`: the use could not be noted, which keeps nobody out. */
export type Grant =
  | {
      readonly ok: true;
      readonly token: string;
      readonly principal: Principal;
      /** When the secret ends that somebody has to renew, ISO 8601. */
      readonly expiresAt?: string;
      readonly touchError?: unknown;
    }
  | {
      readonly ok: false;
      readonly kind: Kind;
      readonly credentialId?: string;
      readonly problem: OAuthProblem;
      /** What the operator has to know besides, and the client has not. */
      readonly cause?: JwksUnavailableError;
    };

type Proof =
  | {
      readonly ok: true;
      /** What is kept in the access token besides its scopes. */
      readonly about: Pick<AccessToken, 'credentialId' | 'kind' | 'secretId' | 'clientId'>;
      readonly scopes: readonly string[];
      readonly assertion?: UsedAssertion;
      readonly expiresAt?: string;
      readonly touch: (() => Promise<void>) | undefined;
    }
  | Extract<Grant, { ok: false }>;

/** An assertion may be used until it ends for the clock that is furthest behind. */
const SKEW_MS = MINUTE;

/** Proves the client of a token request and gives out an access token (RFC 6749 §4.4). */
export async function grantToken(request: TokenRequest, granting: Granting): Promise<Grant> {
  const proof = await (request.by === 'secret' ? proveSecret(request, granting) : proveAssertion(request, granting));
  if (!proof.ok) return proof;
  const { about, assertion, expiresAt, touch } = proof;
  const scopes = grantedScopes(request.scope, proof.scopes);
  if (!scopes) return { ok: false, ...named(about), problem: PROBLEMS.scope(request.scope, proof.scopes) };
  const { token, accessToken } = createAccessToken({ ...about, scopes, now: granting.now });
  if (!(await granting.accessTokens.put(accessToken, assertion)))
    return { ok: false, ...named(about), problem: PROBLEMS.replayed() };
  const { credentialId, kind } = about;
  const granted = { ok: true, token, principal: { credentialId, kind, scopes } } as const;
  return { ...granted, ...(expiresAt !== undefined && { expiresAt }), ...(await noteUse(touch)) };
}

const named = ({ credentialId, kind }: { credentialId: string; kind: Kind }) => ({ credentialId, kind });

/**
 * All that the client has where it asks for nothing, or for `<resource>/.default`, which is Microsoft's way to ask for nothing in particular.
 * Undefined where it asks for more (RFC 6749 §3.3).
 */
function grantedScopes(asked: string, allowed: readonly string[]): readonly string[] | undefined {
  const names = asked.split(' ').filter((name) => name !== '' && !name.endsWith('/.default'));
  if (names.length === 0) return allowed;
  return names.every((name) => hasScope(allowed, name)) ? [...new Set(names)] : undefined;
}

async function proveSecret(
  { clientId, secret }: Extract<TokenRequest, { by: 'secret' }>,
  { credentials, now }: Granting,
): Promise<Proof> {
  const kind = 'client-credentials';
  const found = isClientId(clientId) ? await credentials.get(clientId) : undefined;
  const stored = found?.kind === kind ? found : undefined;
  const check = checkClient(stored, secret, now);
  if (check.ok) {
    const { client, secretId } = check;
    const known = client.secrets[secretId];
    const isDue = isUseDue(known?.lastUsedAt, now);
    return {
      ok: true,
      ...(known && { expiresAt: known.expiresAt }),
      about: { credentialId: clientId, kind, secretId },
      scopes: client.scopes,
      touch: isDue ? () => credentials.touch(clientId, now, secretId) : undefined,
    };
  }
  const about = { ok: false, kind, ...(stored && { credentialId: clientId }) } as const;
  if (check.reason === 'unknown') return { ...about, problem: PROBLEMS.unknownClient() };
  const explain = check.reason === 'revoked' ? PROBLEMS.revokedClient : PROBLEMS.expiredSecret;
  return { ...about, problem: explain(check.at) };
}

async function proveAssertion(
  { clientId, assertion }: Extract<TokenRequest, { by: 'assertion' }>,
  { credentials, federation, now }: Granting,
): Promise<Proof> {
  const kind = 'federation';
  const about = { credentialId: kind, kind } as const;
  const refuse = (problem: OAuthProblem) => ({ ok: false, ...about, problem }) as const;
  if (!federation) return refuse(PROBLEMS.federationOff());
  const { settings } = federation;
  const check = await checkAssertion(assertion, federation, now);
  if (check instanceof JwksUnavailableError) return { ...refuse(PROBLEMS.keysUnavailable()), cause: check };
  if (!check.ok) return refuse(PROBLEMS.assertion(check.problem.reason, check.problem.says));
  // RFC 7521 §4.2: the client id may be left out; where it is there, it has to be the assertion's.
  if (clientId !== undefined && clientId !== settings.clientId) return refuse(PROBLEMS.clientId(clientId));
  const { jti, exp = 0 } = check.claims;
  // However far its end is: one that was made longer ago than a day is refused (auth/jwt.ts).
  const until = new Date(Math.min(exp * 1000, Date.parse(now) + DAY) + 2 * SKEW_MS).toISOString();
  return {
    ok: true,
    about: { ...about, clientId: settings.clientId },
    scopes: TRUST_SCOPES,
    ...(jti !== undefined && { assertion: { issuer: settings.issuer, jti, until } }),
    touch: () => credentials.touchTrust(kind, now),
  };
}

/** An error where the issuer's keys cannot be had. */
async function checkAssertion(
  assertion: string,
  { settings, keys }: Trust<Federation>,
  now: string,
): Promise<JwtCheck | JwksUnavailableError> {
  try {
    return await checkJwt(assertion, federationRule(settings), { keys, now });
  } catch (error) {
    if (error instanceof JwksUnavailableError) return error;
    throw error;
  }
}
