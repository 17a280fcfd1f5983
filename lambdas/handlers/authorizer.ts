import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { authorize, limited } from '../auth/authorize.ts';
import type { Decision, Principal } from '../auth/authorize.ts';
import { JwksUnavailableError } from '../auth/signing-keys.ts';
import { createAccessTokenStore } from '../store/credentials/access-tokens.ts';
import { createCredentialStore } from '../store/credentials/credentials.ts';
import { createTableClient } from '../store/table/table.ts';
import { logAccepted, logRefused } from './composition/credential-log.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';
import { createRefusalRecord } from './composition/refusals.ts';
import { withKeys } from './composition/trusts.ts';

const { tableName, tenant } = readEnvironment();
const { federation, entraToken } = readTenantFile();
const client = createTableClient();
/** API Gateway waits for the authorizer on every cold token; a shorter deadline (ms) than the requests behind it have. */
const table = { client, tableName, retry: { deadline: 2000 } };
const authorizing = {
  credentials: createCredentialStore(table),
  accessTokens: createAccessTokenStore(table),
  ...(federation && { federation }),
  ...(entraToken && { entraToken: withKeys(entraToken) }),
};
const attempts = createAttemptLimit();
const recordRefusal = createRefusalRecord({ client, tableName, tenant });

/**
 * Answers API Gateway whether a token may call the tenant's API. A bad token is a Deny.
 * @throws Error "Unauthorized", which is a 401 that is not kept; any other one is an outage (5xx)
 */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const { sourceIp: address } = event.requestContext.identity;
  const now = new Date().toISOString();
  const { requestId } = event.requestContext;
  const decision = limited(await decide(event, now), attempts, address);
  const { credentialId, kind } = decision;
  const line = { requestId, credentialId, kind };
  if (decision.allowed) {
    logAccepted('allowed', line, { ...decision, now });
  } else {
    const { reason, isNotKept } = decision.refusal;
    logRefused(line, reason);
    await recordRefusal(401, kind, reason);
    if (isNotKept) throw new Error('Unauthorized');
  }
  return toPolicy(decision, event.methodArn);
}

/** Decides; that the keys of an issuer cannot be had is told before it is thrown. */
async function decide(event: APIGatewayRequestAuthorizerEvent, now: string): Promise<Decision> {
  try {
    return await authorize(event, { ...authorizing, now });
  } catch (error) {
    if (error instanceof JwksUnavailableError) {
      const kind = 'entra-token';
      logRefused({ requestId: event.requestContext.requestId, credentialId: kind, kind }, 'keys-unavailable', error);
      await recordRefusal(503, kind, 'keys-unavailable');
    }
    throw error;
  }
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
    context: decision.allowed ? toContext(decision.principal) : { detail: decision.refusal.detail },
  };
}

/** What every function behind the authorizer knows of the caller. */
function toContext({ credentialId, kind, scopes }: Principal): APIGatewayAuthorizerResult['context'] {
  return { tenant, credentialId, kind, scopes: scopes.join(' ') };
}
