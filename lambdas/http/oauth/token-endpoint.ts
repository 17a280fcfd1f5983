import { ACCESS_TOKEN_LIFE } from '../../auth/access-token.ts';
import type { AttemptLimit } from '../../auth/attempt-limit.ts';
import { grantToken } from '../../auth/grant.ts';
import type { Grant, Granting } from '../../auth/grant.ts';
import { PROBLEMS } from '../../auth/grant-problem.ts';
import { readTokenRequest } from './token-request.ts';
import type { TokenEvent } from './token-request.ts';

export interface TokenResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** RFC 6749 §5.1: nothing between here and the client keeps a token. */
const HEADERS = { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** Decides on a request for an access token. `address` is where it came from; one that guessed too often is told to wait, in place of why it was wrong. */
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
export function answerToken(grant: Grant): TokenResult {
  if (grant.ok) {
    const { token, principal } = grant;
    const body = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_LIFE,
      scope: principal.scopes.join(' '),
    };
    return { statusCode: 200, headers: HEADERS, body: JSON.stringify(body) };
  }
  const { status, error, description, retryAfter } = grant.problem;
  return {
    statusCode: status,
    headers: {
      ...HEADERS,
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="scim"' }),
      ...(status === 405 && { Allow: 'POST' }),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
    body: JSON.stringify({ error, error_description: description }),
  };
}

/** The answer to a request for the metadata, which anybody may keep (RFC 8414 §3.2). */
export function answerMetadata(method: string, metadata: Record<string, unknown>): TokenResult {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=3600' };
  if (method === 'GET') return { statusCode: 200, headers, body: JSON.stringify(metadata) };
  if (method === 'HEAD') return { statusCode: 200, headers, body: '' };
  const { error, description } = PROBLEMS.method(method, 'GET or HEAD');
  const body = JSON.stringify({ error, error_description: description });
  return { statusCode: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' }, body };
}
