import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { createAttemptLimit } from '../auth/attempt-limit.ts';
import type { Grant } from '../oauth/grant.ts';
import { describeServer, METADATA_PATH } from '../oauth/metadata.ts';
import { answerJson, answerToken, decideToken } from '../oauth/token-endpoint.ts';
import { createAccessTokenStore } from '../store/access-tokens.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { createTableClient } from '../store/table.ts';
import { readEnvironment, readTenantFile } from './environment.ts';
import { logger } from './logger.ts';
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
  log(grant, requestId);
  if (!grant.ok) await recordRefusal(grant.problem.status, grant.kind, grant.problem.reason);
  return answerToken(grant);
}

function log(grant: Grant, requestId: string): void {
  if (!grant.ok) {
    const { kind, credentialId, problem } = grant;
    logger.info('refused', { requestId, credentialId, kind, reason: problem.reason });
    return;
  }
  const { principal, touchError } = grant;
  const { credentialId, kind } = principal;
  const name = touchError instanceof Error ? touchError.name : undefined;
  logger.info('granted', { requestId, credentialId, kind, ...(name !== undefined && { lastUseNotNoted: name }) });
}
