/** Why a request without a valid credential is refused. `detail` is read by the customer's admin in Entra's provisioning log. */
export interface Refusal {
  readonly reason: 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked';
  /** ASCII without quotes and backslashes: API Gateway puts it into JSON as it is. */
  readonly detail: string;
}

const WHERE =
  'in the Entra admin center, open Enterprise applications, this application, Provisioning, Admin Credentials, ' +
  'paste a valid token into Secret Token, and press Test Connection';

const day = (time: string): string => time.slice(0, 10);

export const REFUSALS = {
  missing: (): Refusal => ({
    reason: 'missing',
    detail: `the request has no Authorization header; ${WHERE}`,
  }),
  malformed: (): Refusal => ({
    reason: 'malformed',
    detail:
      'the Authorization header must be given once, as the word Bearer, a space and a token of at most 512 characters; ' +
      WHERE,
  }),
  unknown: (): Refusal => ({
    reason: 'unknown',
    detail: `the secret token is not known here: it may be cut off, or belong to another tenant; ${WHERE}`,
  }),
  expired: (expiresAt: string): Refusal => ({
    reason: 'expired',
    detail: `the secret token expired on ${day(expiresAt)}; ask the operator of this service for a new one; ${WHERE}`,
  }),
  revoked: (revokedAt: string): Refusal => ({
    reason: 'revoked',
    detail: `the secret token was revoked on ${day(revokedAt)}; ask the operator of this service for a new one; ${WHERE}`,
  }),
} as const;
