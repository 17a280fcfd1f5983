import { shown } from '../jwt/check.ts';

/**
 * Why no access token is given out (RFC 6749 §5.2). `description` is ASCII without quotes and
 * backslashes.
 */
export interface OAuthProblem {
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_scope'
    | 'unsupported_grant_type'
    // Not of the RFC's list for this endpoint; they go with 429 and 503, and with 500.
    | 'temporarily_unavailable'
    | 'server_error';
  readonly status: 400 | 401 | 404 | 405 | 413 | 415 | 429 | 500 | 503;
  /** For the log and the count of refusals. */
  readonly reason: string;
  readonly description: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

const PLACE =
  'in the Entra admin center, open Enterprise applications, this application, Provisioning, Admin Credentials';

const day = (time: string): string => time.slice(0, 10);
const ask = 'ask the operator of this service for a new one';

const badRequest = (reason: string, description: string): OAuthProblem => ({
  error: 'invalid_request',
  status: 400,
  reason,
  description,
});

const badClient = (reason: string, description: string): OAuthProblem => ({
  error: 'invalid_client',
  status: 401,
  reason,
  description,
});

export const PROBLEMS = {
  method: (method: string, allowed: string): OAuthProblem => ({
    ...badRequest('method', `${method.slice(0, 10)} is not allowed here: send ${allowed}`),
    status: 405,
  }),
  nothingHere: (): OAuthProblem => ({
    ...badRequest(
      'path',
      'nothing is at this path: the Tenant URL ends in /scim/v2, the token endpoint in /oauth/token',
    ),
    status: 404,
  }),
  query: (): OAuthProblem =>
    badRequest(
      'query-string',
      'the query string is not read, because URLs are written into logs: send what it holds in the body or by HTTP Basic, and take it out of use if it was secret',
    ),
  mediaType: (): OAuthProblem => ({
    ...badRequest('media-type', 'the body must be a form: Content-Type application/x-www-form-urlencoded'),
    status: 415,
  }),
  tooLarge: (bytes: number): OAuthProblem => ({
    ...badRequest('too-large', `the body may have ${bytes} bytes`),
    status: 413,
  }),
  repeated: (name: string): OAuthProblem => badRequest('repeated', `${name} was sent more than once`),
  missing: (name: string, allowed: string): OAuthProblem =>
    badRequest('missing', `the parameter ${name} is missing; allowed: ${allowed}`),
  grantType: (allowed: string): OAuthProblem => ({
    error: 'unsupported_grant_type',
    status: 400,
    reason: 'grant-type',
    description: `the parameter grant_type must be ${allowed}`,
  }),
  authorization: (): OAuthProblem =>
    badClient('malformed', 'the Authorization header must be Basic with client id and client secret, or left out'),
  conflict: (what: string): OAuthProblem =>
    badRequest('conflict', `${what}: send the client's credentials once, or the same twice`),
  noSecret: (what: 'client_id' | 'client_secret'): OAuthProblem =>
    badClient('missing', `the request has no ${what}; ${PLACE}, check Client ID, Client Secret and how they are sent`),
  noClient: (): OAuthProblem =>
    badClient(
      'missing',
      `the request names no client: neither an Authorization header nor client_id and client_secret nor a client_assertion came; ${PLACE}, check how credentials are sent`,
    ),
  unknownClient: (): OAuthProblem =>
    badClient(
      'unknown',
      `the client id or the client secret is not known here: they may be cut off, or belong to another tenant; ${PLACE}, check both`,
    ),
  revokedClient: (at: string): OAuthProblem =>
    badClient('revoked', `the client or its secret was revoked on ${day(at)}; ${ask}`),
  expiredSecret: (at: string): OAuthProblem => badClient('expired', `the client secret expired on ${day(at)}; ${ask}`),
  assertionType: (allowed: string): OAuthProblem =>
    badRequest('assertion-type', `the parameter client_assertion_type must be ${allowed}`),
  federationOff: (): OAuthProblem =>
    badClient(
      'turned-off',
      'client assertions are not accepted: the operator of this service has to add federation to the tenant file',
    ),
  assertion: (reason: string, says: string): OAuthProblem =>
    badClient(
      reason,
      `the client assertion is not accepted: ${says}; tell the operator of this service, who compares it with federation in the tenant file`,
    ),
  clientId: (came: string): OAuthProblem =>
    badClient(
      'client-id',
      `the client id ${shown(came)} is not the one registered for this assertion; ${PLACE}, check Client ID`,
    ),
  replayed: (): OAuthProblem =>
    badClient('replayed', 'the client assertion was used before; each one is accepted once, send a new one'),
  scope: (asked: string, allowed: readonly string[]): OAuthProblem => ({
    error: 'invalid_scope',
    status: 400,
    reason: 'scope-asked',
    description: `the scope ${shown(asked)} was asked for, which this client does not have; allowed: ${allowed.join(' ')}, or none; ${PLACE}, check OAuth 2.0 scopes`,
  }),
  throttled: (seconds: number): OAuthProblem => ({
    error: 'temporarily_unavailable',
    status: 429,
    reason: 'throttled',
    description: `too many wrong credentials came from this address: wait for the ${seconds} seconds in Retry-After`,
    retryAfter: seconds,
  }),
  busy: (seconds: number): OAuthProblem => ({
    error: 'temporarily_unavailable',
    status: 503,
    reason: 'busy',
    description: 'the database is busy and no token was given out; try again after the time in Retry-After',
    retryAfter: seconds,
  }),
  failed: (requestId: string): OAuthProblem => ({
    error: 'server_error',
    status: 500,
    reason: 'failed',
    description: `the service failed unexpectedly and no token was given out; try again, and give request id ${requestId} to the operator if it stays`,
  }),
  keysUnavailable: (): OAuthProblem => ({
    error: 'temporarily_unavailable',
    status: 503,
    reason: 'keys-unavailable',
    description: 'the keys of the issuer of this assertion cannot be had just now; try again',
    retryAfter: 10,
  }),
} as const;
