import { DAY, MINUTE } from '../../duration.ts';
import type { AccessToken, UsedAssertion } from '../access-token.ts';
import type { Credentials } from '../authorize.ts';
import { checkClient, isClientId } from '../client.ts';
import { checkJwt, type JwtCheck } from '../jwt/check.ts';
import { JwksUnavailableError } from '../jwt/signing-keys.ts';
import { federationRule, TRUST_SCOPES, type Federation, type Trust } from '../trust.ts';
import { isUseDue } from '../use.ts';
import { PROBLEMS, type OAuthProblem } from './problem.ts';

/**
 * What a client sends to prove itself: a secret (RFC 6749 §2.3.1), or a JWT that somebody else has
 * signed (RFC 7523 §2.2).
 */
export type SentProof = SentSecret | SentAssertion;
interface SentSecret {
  readonly by: 'secret';
  readonly clientId: string;
  readonly secret: string;
}
interface SentAssertion {
  readonly by: 'assertion';
  readonly clientId: string | undefined;
  readonly assertion: string;
}

/** What proofs are checked with. */
export interface Proving {
  readonly credentials: Omit<Credentials, 'touch'> & {
    touch(keyId: string, at: string, secretId?: string): Promise<void>;
  };
  /** Left out where the tenant has none. */
  readonly federation?: Trust<Federation>;
  /** ISO 8601. */
  readonly now: string;
}

export type GrantKind = 'client-credentials' | 'federation';

/** No access token is given out. */
export interface RefusedGrant {
  readonly ok: false;
  readonly kind: GrantKind;
  readonly credentialId?: string;
  readonly problem: OAuthProblem;
  /** What the operator has to know besides, and the client has not. */
  readonly cause?: JwksUnavailableError;
}

/** The client is who it says it is. */
export interface Proven {
  readonly ok: true;
  /** What is kept in the access token besides its scopes. */
  readonly about: Pick<AccessToken, 'credentialId' | 'kind' | 'secretId' | 'clientId'>;
  readonly scopes: readonly string[];
  readonly assertion?: UsedAssertion;
  /** When the secret ends that somebody has to renew, ISO 8601. */
  readonly expiresAt?: string;
  /** Notes the use, where that is due. */
  readonly touch: (() => Promise<void>) | undefined;
}

/** An assertion may be used until it ends for the clock that is furthest behind. */
const SKEW_MS = MINUTE;

/** Checks what is to prove the client of a token request. */
export async function prove(sent: SentProof, proving: Proving): Promise<Proven | RefusedGrant> {
  return sent.by === 'secret' ? proveSecret(sent, proving) : proveAssertion(sent, proving);
}

async function proveSecret(
  { clientId, secret }: SentSecret,
  { credentials, now }: Proving,
): Promise<Proven | RefusedGrant> {
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
  { clientId, assertion }: SentAssertion,
  { credentials, federation, now }: Proving,
): Promise<Proven | RefusedGrant> {
  const kind = 'federation';
  const about = { credentialId: kind, kind } as const;
  const refuse = (problem: OAuthProblem): RefusedGrant => ({ ok: false, ...about, problem });
  if (!federation) return refuse(PROBLEMS.federationOff());
  const { settings } = federation;
  const check = await checkAssertion(assertion, federation, now);
  if (check instanceof JwksUnavailableError) return { ...refuse(PROBLEMS.keysUnavailable()), cause: check };
  if (!check.ok) return refuse(PROBLEMS.assertion(check.problem.reason, check.problem.says));
  // RFC 7521 §4.2: the client id may be left out; where it is there, it has to be the assertion's.
  if (clientId !== undefined && clientId !== settings.clientId) return refuse(PROBLEMS.clientId(clientId));
  const { jti, exp = 0 } = check.claims;
  // However far its end is: one that was made longer ago than a day is refused (jwt/check.ts).
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
