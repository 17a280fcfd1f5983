import type { AttemptLimit } from './attempt-limit.ts';
import { isAccessTokenProven, issuedAt } from './access-token.ts';
import type { AccessToken, ParsedAccessToken } from './access-token.ts';
import { readBearer } from './bearer.ts';
import type { Headers } from './authorization-header.ts';
import type { Client } from './client.ts';
import { checkCredential } from './credential.ts';
import type { Credential, CredentialKind, ParsedToken } from './credential.ts';
import { checkJwt } from './jwt/check.ts';
import { REFUSALS } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { isProbe } from './scopes.ts';
import { checkSetupLink, type SetupLink } from './setup-link.ts';
import { entraTokenRule, looksLikeEntraToken, TRUST_SCOPES } from './trust.ts';
import type { EntraToken, Federation, Trust, TrustKind, TrustUse } from './trust.ts';
import { isUseDue, noteUse } from './use.ts';

export type StoredCredential = Credential | Client | TrustUse | SetupLink;

/** Where credentials are kept; see store/credentials.ts. */
export interface Credentials {
  get(keyId: string): Promise<StoredCredential | undefined>;
  /** Notes that a credential was used at `at`, ISO 8601. */
  touch(keyId: string, at: string): Promise<void>;
  /** The same for a trust, which nobody made an item for, with a look whether it is due. */
  touchTrust(kind: TrustKind, at: string): Promise<void>;
}

/** Who is calling, the same whatever the way to sign in. */
export interface Principal {
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly scopes: readonly string[];
}

/**
 * `kind` is what the credential looks like; without one it is `none`. `credentialId` is left out
 * where there is no such credential.
 */
export type Decision = { readonly credentialId?: string; readonly kind: CredentialKind | 'none' } & (
  | {
      readonly allowed: true;
      readonly principal: Principal;
      /** When the credential ends that somebody has to renew, ISO 8601. */
      readonly expiresAt?: string;
      readonly touchError?: unknown;
    }
  | { readonly allowed: false; readonly refusal: Refusal }
);

export interface Authorizing {
  readonly credentials: Credentials;
  readonly accessTokens: { get(tokenId: string): Promise<AccessToken | undefined> };
  /** Left out where the tenant does not accept what Entra makes for a blank secret. */
  readonly entraToken?: Trust<EntraToken>;
  readonly federation?: Pick<Federation, 'clientId'>;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Decides whether a request carries a valid credential, with one round trip; the first use in 40
 * minutes also writes. Throws where the credential cannot be read or checked: an outage is no
 * reason to call a token wrong.
 */
export async function authorize(request: Headers, authorizing: Authorizing): Promise<Decision> {
  const bearer = readBearer(request);
  if ('refusal' in bearer) return { allowed: false, kind: 'none', refusal: bearer.refusal };
  const { token } = bearer;
  switch (token.is) {
    case 'secret':
      return authorizeSecret(token, authorizing);
    case 'link':
      return authorizeLink(token, authorizing);
    case 'access':
      return authorizeAccess(token, authorizing);
    case 'jwt':
      return authorizeJwt(token.jwt, authorizing);
  }
}

/**
 * The same decision; an address that guessed too often is told to wait, in place of why it was
 * wrong.
 */
export function limited(decision: Decision, attempts: AttemptLimit, address: string): Decision {
  if (decision.allowed) return decision;
  const seconds = attempts.refused(address, decision.refusal.reason);
  return seconds > 0 ? { ...decision, refusal: REFUSALS.throttled(seconds) } : decision;
}

async function authorizeSecret({ keyId, secret }: ParsedToken, { credentials, now }: Authorizing): Promise<Decision> {
  const about = { credentialId: keyId, kind: 'bearer' } as const;
  const found = await credentials.get(keyId);
  const stored = found?.kind === 'bearer' ? found : undefined;
  const check = checkCredential(stored, secret, now);
  // The key id of what is no token of ours is made from its secret, and is told to nobody.
  if (!check.ok) return { ...(stored ? about : { kind: about.kind }), allowed: false, refusal: check.refusal };
  const { scopes, lastUsedAt, expiresAt } = check.credential;
  // It is nobody's use, and nobody has to renew it.
  if (isProbe(scopes)) return { ...about, allowed: true, principal: { ...about, scopes } };
  const noted = isUseDue(lastUsedAt, now) ? await noteUse(() => credentials.touch(keyId, now)) : {};
  return { ...about, allowed: true, principal: { ...about, scopes }, expiresAt, ...noted };
}

/** A link ends by itself and nobody has to renew it: its end is told to nobody. */
async function authorizeLink({ keyId, secret }: ParsedToken, { credentials, now }: Authorizing): Promise<Decision> {
  const about = { credentialId: keyId, kind: 'setup-link' } as const;
  const found = await credentials.get(keyId);
  const stored = found?.kind === 'setup-link' ? found : undefined;
  const check = checkSetupLink(stored, secret, now);
  if (!check.ok) return { ...(stored ? about : { kind: about.kind }), allowed: false, refusal: check.refusal };
  const { scopes, lastUsedAt } = check.credential;
  const noted = isUseDue(lastUsedAt, now) ? await noteUse(() => credentials.touch(keyId, now)) : {};
  return { ...about, allowed: true, principal: { ...about, scopes }, ...noted };
}

/** The use of a client is noted where it gets its access tokens, so here nothing is written. */
async function authorizeAccess(
  token: ParsedAccessToken,
  { credentials, accessTokens, federation, now }: Authorizing,
): Promise<Decision> {
  const { credentialId, tokenId } = token;
  const isFederated = credentialId === 'federation';
  const kind = isFederated ? 'federation' : 'client-credentials';
  const about = { credentialId, kind } as const;
  const [accessToken, known] = await Promise.all([accessTokens.get(tokenId), credentials.get(credentialId)]);
  if (!isAccessTokenProven(accessToken, token) || !accessToken)
    return { ...(known ? about : { kind }), allowed: false, refusal: REFUSALS.accessTokenUnknown() };
  const refusal = isFederated
    ? refuseFederated(accessToken, federation, known?.kind === 'federation' ? known : undefined)
    : refuseClient(accessToken, known?.kind === 'client-credentials' ? known : undefined);
  if (refusal) return { ...about, allowed: false, refusal };
  if (accessToken.expiresAt <= now)
    return { ...about, allowed: false, refusal: REFUSALS.accessTokenExpired(accessToken.expiresAt) };
  return { ...about, allowed: true, principal: { ...about, scopes: accessToken.scopes } };
}

/** An access token ends with the federation in the tenant file, and when those so far are revoked. */
function refuseFederated(
  accessToken: AccessToken,
  federation: Authorizing['federation'],
  { tokensRevokedAt }: Partial<TrustUse> = {},
): Refusal | undefined {
  if (federation?.clientId !== accessToken.clientId) return REFUSALS.federationOff();
  if (tokensRevokedAt === undefined || issuedAt(accessToken) > tokensRevokedAt) return undefined;
  return REFUSALS.accessTokensRevoked(tokensRevokedAt);
}

/**
 * An access token ends with its client, and with the secret that it was given for when that one is
 * revoked.
 */
function refuseClient({ secretId = '' }: AccessToken, client: Client | undefined): Refusal | undefined {
  if (!client) return REFUSALS.accessTokenUnknown();
  const revokedAt = client.revokedAt ?? client.secrets[secretId]?.revokedAt;
  return revokedAt === undefined ? undefined : REFUSALS.clientRevoked(revokedAt);
}

async function authorizeJwt(jwt: string, { credentials, entraToken, now }: Authorizing): Promise<Decision> {
  const about = { credentialId: 'entra-token', kind: 'entra-token' } as const;
  if (!entraToken) {
    if (!looksLikeEntraToken(jwt)) return { kind: 'bearer', allowed: false, refusal: REFUSALS.otherJwt() };
    return { kind: about.kind, allowed: false, refusal: REFUSALS.entraTokenOff() };
  }
  const { settings, keys } = entraToken;
  const check = await checkJwt(jwt, entraTokenRule(settings), { keys, now });
  if (!check.ok) return { ...about, allowed: false, refusal: REFUSALS.entraToken(check.problem) };
  const noted = await noteUse(() => credentials.touchTrust('entra-token', now));
  return { ...about, allowed: true, principal: { ...about, scopes: TRUST_SCOPES }, ...noted };
}
