import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { describeServer, METADATA_PATH } from '../oauth/metadata.ts';
import { answerJson, answerToken, decideToken } from '../oauth/token-endpoint.ts';
import { createAccessTokenStore } from '../store/access-tokens.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { createTableClient } from '../store/table.ts';
import { logAccepted, logRefused } from './credential-log.ts';
import { readEnvironment, readTenantFile } from './environment.ts';
import { createRefusalRecord } from './refusals.ts';
import { withKeys } from './trusts.ts';

const { tableName, tenant } = readEnvironment();
const { federation } = readTenantFile();
const client = createTableClient();
const table = { client, tableName, retry: { deadline: 5000 } };
const granting = {
  credentials: createCredentialStore(table),
  accessTokens: createAccessTokenStore(table),
  attempts: createAttemptLimit(),
  ...(federation && { federation: withKeys(federation) }),
};
const recordRefusal = createRefusalRecord({ client, tableName, tenant });

/** Gives out access tokens, and tells clients where and how. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { requestId, identity } = event.requestContext;
  if (event.resource.startsWith(METADATA_PATH)) return answerJson(describeServer(event, federation !== undefined));
  const now = new Date().toISOString();
  const grant = await decideToken(event, { ...granting, now, address: identity.sourceIp });
  if (grant.ok) {
    const { credentialId, kind } = grant.principal;
    logAccepted('granted', { requestId, credentialId, kind }, { ...grant, now });
  } else {
    const { credentialId, kind, problem } = grant;
    logRefused({ requestId, credentialId, kind }, problem.reason);
    await recordRefusal(problem.status, kind, problem.reason);
  }
  return answerToken(grant);
}
