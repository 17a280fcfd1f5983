import { ACCESS_TOKEN_LIFE } from '../../auth/access-token.ts';
import type { AttemptLimit } from '../../auth/attempt-limit.ts';
import { grantToken, type Grant, type Granting } from '../../auth/grants/grant.ts';
import { PROBLEMS, type OAuthProblem } from '../../auth/grants/problem.ts';
import type { HttpAnswer } from '../answer.ts';
import { readTokenRequest, type TokenEvent } from './token-request.ts';

/** RFC 6749 §5.1: nothing between here and the client keeps a token. */
const HEADERS = { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** An answer whose body is made already: JSON. */
export interface TokenAnswer extends HttpAnswer {
  readonly body: string;
}

/**
 * Decides on a request for an access token. `address` is where it came from; one that guessed too
 * often is told to wait, in place of why it was wrong.
 */
export async function decideToken(
  event: TokenEvent,
  { attempts, address, ...granting }: Granting & { attempts: AttemptLimit; address: string },
): Promise<Grant> {
  const read = readTokenRequest(event);
  if (!read.ok) return { ok: false, kind: 'client-credentials', problem: read.problem };
  const grant = await grantToken(read.value, granting);
  if (grant.ok) return grant;
  const seconds = attempts.refused(address, grant.problem.reason);
  return seconds > 0 ? { ...grant, problem: PROBLEMS.throttled(seconds) } : grant;
}

/** The answer to a token request (RFC 6749 §5.1 and §5.2). */
export function answerToken(grant: Grant): TokenAnswer {
  if (!grant.ok) return problemAnswer(grant.problem, grant.problem.status === 405 ? { Allow: 'POST' } : {});
  const { token, principal } = grant;
  const body = {
    access_token: token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_LIFE,
    scope: principal.scopes.join(' '),
  };
  return { status: 200, headers: HEADERS, body: JSON.stringify(body) };
}

/** The answer that tells a problem (RFC 6749 §5.2). */
export function problemAnswer(problem: OAuthProblem, headers: Readonly<Record<string, string>>): TokenAnswer {
  const { status, error, description, retryAfter } = problem;
  return {
    status,
    headers: {
      ...HEADERS,
      ...headers,
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="scim"' }),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify({ error, error_description: description }),
  };
}
