import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { authorize } from '../auth/authorize.ts';
import type { Decision } from '../auth/authorize.ts';
import { isBlankSecretToken } from '../auth/blank-secret.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { createTableClient } from '../store/table.ts';
import { createTrafficStore } from '../store/traffic.ts';
import { createRecorder } from '../traffic/record.ts';
import { readEnvironment } from './environment.ts';
import { logger } from './logger.ts';

const { tableName, tenant } = readEnvironment();
const client = createTableClient();
/** API Gateway waits for the authorizer on every cold token; a shorter deadline (ms) than the requests behind it have. */
const credentials = createCredentialStore({ client, tableName, retry: { deadline: 2000 } });
const traffic = createTrafficStore({ client, tableName });
const { observe } = createRecorder({
  tenant,
  add: (bucket) => traffic.add(bucket),
  now: () => Date.now(),
  onError: (error) => logger.warn('traffic not recorded', { reason: (error as Error).name }),
});

/** Answers API Gateway whether a token may call the tenant's API. A bad token is a Deny; only an outage is thrown (5xx). */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const decision = await authorize(event, { credentials, now: new Date().toISOString() });
  log(decision, event.requestContext.requestId);
  if (!decision.allowed) {
    const reason = isBlankSecretToken(event) ? 'jwt' : decision.refusal.reason;
    await observe({ kind: 'refused', status: 401, reason });
  }
  return toPolicy(decision, event.methodArn);
}

/** API Gateway keeps the answer and applies it to every method and path of the token, hence the wildcard. */
function toPolicy(decision: Decision, methodArn: string): APIGatewayAuthorizerResult {
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
    context: decision.allowed
      ? { tenant, credentialId: decision.credential.keyId, scopes: decision.credential.scopes.join(' ') }
      : { detail: decision.refusal.detail },
  };
}

function log(decision: Decision, requestId: string): void {
  const { credentialId } = decision;
  if (!decision.allowed) {
    logger.info('refused', { requestId, credentialId, reason: decision.refusal.reason });
    return;
  }
  const { touchError } = decision;
  const name = touchError instanceof Error ? touchError.name : undefined;
  logger.info('allowed', { requestId, credentialId, ...(name !== undefined && { lastUseNotNoted: name }) });
}
