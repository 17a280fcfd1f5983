import type { JwtProblem } from './jwt/check.ts';
import { TOKEN_PATH } from './paths.ts';

/**
 * Why a request without a valid credential is refused. `detail` is read by the customer's admin in
 * Entra's provisioning log.
 */
export interface Refusal {
  readonly reason:
    'missing' | 'unknown' | 'revoked' | 'access-token-expired' | 'turned-off' | 'throttled' | JwtProblem['reason'];
  /** ASCII without quotes and backslashes: API Gateway puts it into JSON as it is. */
  readonly detail: string;
  /**
   * It is about more than the one header by which API Gateway would keep the answer, and so may not
   * be kept.
   */
  readonly isNotKept?: true;
}

const PLACE =
  'in the Entra admin center, open Enterprise applications, this application, Provisioning, Admin Credentials';
const WHERE = `${PLACE}, paste a valid token into Secret Token, and press Test Connection`;
const CLIENT_WHERE = `${PLACE}, check OAuth token endpoint, Client ID and Client Secret, and press Test Connection`;

const day = (time: string): string => time.slice(0, 10);

export const REFUSALS = {
  missing: (): Refusal => ({
    reason: 'missing',
    detail: `the request has no Authorization header; ${WHERE}`,
  }),
  malformed: (): Refusal => ({
    reason: 'malformed',
    detail: `the Authorization header must be the word Bearer, a space and a token of at most 512 characters, or a JWT of at most 8192; ${WHERE}`,
  }),
  conflicting: (): Refusal => ({
    reason: 'malformed',
    detail: `the Authorization header was sent more than once, so it is not clear who is calling; ${WHERE}`,
    isNotKept: true,
  }),
  basic: (): Refusal => ({
    reason: 'malformed',
    detail: `Basic authentication is read at ${TOKEN_PATH} only, which gives out a token for the other addresses; ${CLIENT_WHERE}`,
  }),
  throttled: (seconds: number): Refusal => ({
    reason: 'throttled',
    detail: `too many wrong credentials came from this address: wait ${seconds} seconds; then ${WHERE}`,
  }),
  unknown: (): Refusal => ({
    reason: 'unknown',
    detail: `the secret token is not known here: it may be cut off, or belong to another tenant; ${WHERE}`,
  }),
  clientSecret: (): Refusal => ({
    reason: 'unknown',
    detail: `this is a client secret, and no secret token: ${PLACE}, choose OAuth 2 client credentials and enter it as Client Secret, with the OAuth token endpoint and the Client ID`,
  }),
  otherJwt: (): Refusal => ({
    reason: 'unknown',
    detail: `this is a JWT, and no token of this service: a client assertion is exchanged for a token at ${TOKEN_PATH} first; ${WHERE}`,
  }),
  expired: (expiresAt: string): Refusal => ({
    reason: 'expired',
    detail: `the secret token expired on ${day(expiresAt)}; ask the operator of this service for a new one; ${WHERE}`,
  }),
  revoked: (revokedAt: string): Refusal => ({
    reason: 'revoked',
    detail: `the secret token was revoked on ${day(revokedAt)}; ask the operator of this service for a new one; ${WHERE}`,
  }),
  accessTokenUnknown: (): Refusal => ({
    reason: 'unknown',
    detail: `the access token is not known here: it may be old, cut off, or belong to another tenant; ask ${TOKEN_PATH} for one; ${CLIENT_WHERE}`,
  }),
  // A reason of its own: a client gets another one by itself, and nobody has to renew anything.
  accessTokenExpired: (expiresAt: string): Refusal => ({
    reason: 'access-token-expired',
    detail: `the access token expired at ${expiresAt}; ask ${TOKEN_PATH} for a new one, as Entra does by itself; if it does not, ${CLIENT_WHERE}`,
  }),
  clientRevoked: (revokedAt: string): Refusal => ({
    reason: 'revoked',
    detail: `the client or the client secret behind this access token was revoked on ${day(revokedAt)}; ask the operator of this service for a new one; ${CLIENT_WHERE}`,
  }),
  accessTokensRevoked: (revokedAt: string): Refusal => ({
    reason: 'revoked',
    detail: `the access tokens of workload identity federation that were given out until ${revokedAt} are revoked; ask ${TOKEN_PATH} for a new one; ${CLIENT_WHERE}`,
  }),
  federationOff: (): Refusal => ({
    reason: 'turned-off',
    detail: `the access token comes from workload identity federation, which is turned off for this tenant, or set up for another client id; ${CLIENT_WHERE}`,
  }),
  entraTokenOff: (): Refusal => ({
    reason: 'turned-off',
    detail: `this is a token that Entra makes when Secret Token is left blank, which this tenant does not accept; ask the operator of this service for a secret token; ${WHERE}`,
  }),
  entraToken: ({ reason, says }: JwtProblem): Refusal => ({
    reason,
    detail: `the token that Entra made, because Secret Token is blank, is not accepted: ${says}; tell the operator of this service, or use a secret token: ${WHERE}`,
  }),
} as const;
