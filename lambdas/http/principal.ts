import type { APIGatewayProxyEvent } from 'aws-lambda';
import { authorizationOf } from '../auth/authorization-header.ts';

/** Why a credential that the authorizer let in may not be used for a request. */
export interface PrincipalProblem {
  /** For the log, the count of refusals and the record of the traffic. */
  readonly reason: 'tenant' | 'scope' | 'repeated' | 'query-string';
  readonly detail: string;
}

/**
 * Whether the credential of a request is of this tenant, good for the request, and sent as it should be; undefined when it is. The authorizer cannot say so:
 * its answer is kept for the header alone, for every path and method. `missingScope` says which scope the request needs and does not have.
 */
export function principalProblem(
  event: APIGatewayProxyEvent,
  tenant: string,
  missingScope: (scopes: readonly string[]) => string | undefined,
): PrincipalProblem | undefined {
  const principal = (event.requestContext.authorizer ?? {}) as Record<string, unknown>;
  if (principal['tenant'] !== tenant) {
    return {
      reason: 'tenant',
      detail: 'the credential is not of this tenant; check the Tenant URL and the secret token',
    };
  }
  const scopes = typeof principal['scopes'] === 'string' ? principal['scopes'].split(' ') : [];
  const missing = missingScope(scopes);
  if (missing === undefined) return transportProblem(event);
  return {
    reason: 'scope',
    detail: `the credential has the scopes "${scopes.join(' ')}"; this request needs the scope ${missing}, ask the operator for a credential with it`,
  };
}

/** The status of a problem: what was sent in the wrong way is a bad request, whoever sent it (RFC 6750 §3.1). */
export const isBadRequest = ({ reason }: PrincipalProblem): boolean =>
  reason === 'repeated' || reason === 'query-string';

const QUERY_CREDENTIALS = new Set(['access_token', 'authorization', 'client_assertion', 'client_secret', 'token']);

/** What is wrong with the way that credentials came (RFC 6750 §2 and §5.3): twice, or in the query string, where logs know them now. */
function transportProblem(event: APIGatewayProxyEvent): PrincipalProblem | undefined {
  if (authorizationOf(event).length > 1)
    return { reason: 'repeated', detail: 'the Authorization header was sent more than once: send it once' };
  const names = Object.keys(event.queryStringParameters ?? {});
  const found = names.find((name) => QUERY_CREDENTIALS.has(name.toLowerCase()));
  if (found === undefined) return undefined;
  return {
    reason: 'query-string',
    detail: `the query string holds ${found}: credentials are read from the Authorization header only, because URLs are written into logs; take the one that was sent out of use`,
  };
}
