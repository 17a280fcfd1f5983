import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * Why the credential of a request may not be used here; undefined when it may. The authorizer let it in; what it is good for, and whether it is of
 * this tenant, is decided here, where 403 can be answered.
 */
export function principalProblem(
  event: APIGatewayProxyEvent,
  tenant: string,
  scope: string,
  what: string,
): string | undefined {
  const principal = (event.requestContext.authorizer ?? {}) as Record<string, unknown>;
  if (principal['tenant'] !== tenant)
    return 'the credential is not of this tenant; check the Tenant URL and the secret token';
  const scopes = typeof principal['scopes'] === 'string' ? principal['scopes'].split(' ') : [];
  if (scopes.includes(scope)) return undefined;
  return `the credential has the scopes "${scopes.join(' ')}"; ${what} needs "${scope}", ask the operator for a token with it`;
}
