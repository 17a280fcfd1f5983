import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { authorizationOf } from '../auth/authorization-header.ts';
import { isProbe } from '../auth/scopes.ts';
import type { Middleware } from './endpoint.ts';
import { logRefused } from './credential-log.ts';

/** Why a credential that the authorizer let in may not be used for a request. */
interface PrincipalProblem {
  /** For the log, the count of refusals and the record of the traffic. */
  readonly reason: 'tenant' | 'scope' | 'repeated' | 'query-string';
  readonly detail: string;
}

export interface PrincipalOptions {
  readonly tenant: string;
  readonly logger: Logger;
  /** The scope that a request needs and a caller with these scopes does not have. */
  readonly missingScope: (scopes: readonly string[], event: APIGatewayProxyEvent) => string | undefined;
  /**
   * The error of the dialect. `isBadRequest`: what was sent in the wrong way is a bad request,
   * whoever sent it (RFC 6750 §3.1).
   */
  readonly refusal: (detail: string, isBadRequest: boolean) => Error;
}

/**
 * Lets nobody through whose credential may not be used for the request, and logs it in the words of
 * the authorizer.
 */
export function checkPrincipal({ tenant, logger, missingScope, refusal }: PrincipalOptions): Middleware {
  const checkPrincipalBefore: Middleware['before'] = ({ event, internal }) => {
    const problem = principalProblem(event, tenant, missingScope);
    if (!problem) return;
    const { credentialId, kind } = principalOf(event);
    logRefused(logger, { requestId: event.requestContext.requestId, credentialId, kind }, problem.reason);
    internal.refused = `${kind} ${problem.reason}`;
    throw refusal(problem.detail, problem.reason === 'repeated' || problem.reason === 'query-string');
  };
  return { before: checkPrincipalBefore };
}

/**
 * The kind of who asks in the smoke test of a new version (smoke/requests.ts). Only who may invoke a
 * function can say so: through the API it is the authorizer that names the kind.
 */
export const SMOKE_KIND = 'smoke';

/**
 * Whether a request says anything of Entra: not one of the smoke test, and not that of a probe. Those
 * count as nobody's traffic, neither for the doctor nor for the setup page.
 */
export function isTraffic(event: Pick<APIGatewayProxyEvent, 'requestContext'>): boolean {
  const { kind, scopes } = principalOf(event);
  return kind !== SMOKE_KIND && !isProbe(scopes);
}

/** Who is asking, as the authorizer has told API Gateway. */
export function principalOf({ requestContext }: Pick<APIGatewayProxyEvent, 'requestContext'>) {
  const { tenant, credentialId, kind, scopes }: Readonly<Record<string, unknown>> = requestContext.authorizer ?? {};
  return {
    tenant,
    credentialId: typeof credentialId === 'string' ? credentialId : undefined,
    kind: typeof kind === 'string' ? kind : 'none',
    scopes: typeof scopes === 'string' ? scopes.split(' ') : [],
  };
}

/**
 * Whether the credential of a request is of this tenant, good for the request, and sent as it
 * should be; undefined when it is. The authorizer cannot say so: its answer is kept for the header
 * alone, for every path and method.
 */
function principalProblem(
  event: APIGatewayProxyEvent,
  tenant: string,
  missingScope: PrincipalOptions['missingScope'],
): PrincipalProblem | undefined {
  const principal = principalOf(event);
  if (principal.tenant !== tenant) {
    return {
      reason: 'tenant',
      detail: 'the credential is not of this tenant; check the Tenant URL and the secret token',
    };
  }
  const missing = missingScope(principal.scopes, event);
  if (missing === undefined) return transportProblem(event);
  return {
    reason: 'scope',
    detail: `the credential has the scopes "${principal.scopes.join(' ')}"; this request needs the scope ${missing}, ask the operator for a credential with it`,
  };
}

const QUERY_CREDENTIALS = new Set(['access_token', 'authorization', 'client_assertion', 'client_secret', 'token']);

/**
 * What is wrong with the way that credentials came (RFC 6750 §2 and §5.3): twice, or in the query
 * string, where logs know them now.
 */
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
