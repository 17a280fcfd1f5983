import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { AttemptLimit } from '../auth/attempt-limit.ts';
import { authorize, limited, type Authorizing, type Decision, type Principal } from '../auth/authorize.ts';
import { JwksUnavailableError } from '../auth/jwt/signing-keys.ts';
import { everyHour } from '../traffic/metrics.ts';
import { logAccepted, logRefused, type RecordRefusal } from './credential-log.ts';

export interface AuthorizerOptions {
  readonly tenant: string;
  readonly authorizing: Omit<Authorizing, 'now'>;
  readonly attempts: AttemptLimit;
  readonly logger: Logger;
  readonly recordRefusal: RecordRefusal;
  /** Now, ISO 8601. */
  readonly now: () => string;
}

export type Authorizer = (event: APIGatewayRequestAuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

/**
 * Answers API Gateway whether a token may call the tenant's API. A bad token is a Deny.
 * @throws Error "Unauthorized", which is a 401 that is not kept; any other one is an outage (5xx)
 */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { tenant, attempts, logger, recordRefusal } = options;
  return async (event) => {
    const { identity, requestId } = event.requestContext;
    const now = options.now();
    const decision = limited(await decide(event, now, options), attempts, identity.sourceIp);
    const { credentialId, kind } = decision;
    const line = { requestId, credentialId, kind };
    if (decision.allowed) {
      logAccepted(logger, 'allowed', line, { ...decision, now });
    } else {
      const { reason, isNotKept } = decision.refusal;
      logRefused(logger, line, reason);
      // AWS counts what is thrown as an error of the function; the alarm takes these off.
      if (isNotKept) logger.info('not kept', { requestId, ...everyHour({ UnauthorizedThrown: 1 }) });
      // A page that is left open is no provisioning that fails.
      if (kind !== 'setup-link') await recordRefusal(401, kind, reason);
      if (isNotKept) throw new Error('Unauthorized');
    }
    return toPolicy(decision, event.methodArn, tenant);
  };
}

/** Decides; that the keys of an issuer cannot be had is told before it is thrown. */
async function decide(
  event: APIGatewayRequestAuthorizerEvent,
  now: string,
  { authorizing, logger, recordRefusal }: AuthorizerOptions,
): Promise<Decision> {
  try {
    return await authorize(event, { ...authorizing, now });
  } catch (error) {
    if (error instanceof JwksUnavailableError) {
      const [kind, reason] = ['entra-token', 'keys-unavailable'];
      logRefused(logger, { requestId: event.requestContext.requestId, credentialId: kind, kind }, reason, error);
      await recordRefusal(503, kind, reason);
    }
    throw error;
  }
}

/**
 * API Gateway keeps the answer and applies it to every method and path of the token, hence the
 * wildcard.
 */
function toPolicy(decision: Decision, methodArn: string, tenant: string): APIGatewayAuthorizerResult {
  const [api, stage] = methodArn.split('/');
  return {
    principalId: decision.credentialId ?? 'anonymous',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: decision.allowed ? 'Allow' : 'Deny',
          Resource: `${api}/${stage}/*`,
        },
      ],
    },
    context: decision.allowed ? toContext(decision.principal, tenant) : { detail: decision.refusal.detail },
  };
}

/** What every function behind the authorizer knows of the caller (principal.ts reads it). */
function toContext({ credentialId, kind, scopes }: Principal, tenant: string): APIGatewayAuthorizerResult['context'] {
  return { tenant, credentialId, kind, scopes: scopes.join(' ') };
}
