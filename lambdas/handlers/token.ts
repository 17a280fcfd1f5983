import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { describeError } from '../http/scim/errors.ts';
import type { Grant } from '../auth/grant.ts';
import { describeServer, METADATA_PATH } from '../http/oauth/metadata.ts';
import { PROBLEMS } from '../auth/grant-problem.ts';
import type { OAuthProblem } from '../auth/grant-problem.ts';
import { answerMetadata, answerToken, decideToken } from '../http/oauth/token-endpoint.ts';
import { createAccessTokenStore } from '../store/credentials/access-tokens.ts';
import { createCredentialStore } from '../store/credentials/credentials.ts';
import { StoreBusyError } from '../store/ports/busy.ts';
import { createTableClient } from '../store/table/table.ts';
import { logAccepted, logRefused } from './composition/credential-log.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';
import { logger } from './composition/logger.ts';
import { createRefusalRecord } from './composition/refusals.ts';
import { withKeys } from './composition/trusts.ts';

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
  const { requestId } = event.requestContext;
  if (event.resource === METADATA_PATH)
    return answerMetadata(event.httpMethod, describeServer(event, federation !== undefined));
  const now = new Date().toISOString();
  const grant = await decide(event, now);
  if (grant.ok) {
    const { credentialId, kind } = grant.principal;
    logAccepted('granted', { requestId, credentialId, kind }, { ...grant, now });
  } else {
    const { credentialId, kind, problem, cause } = grant;
    logRefused({ requestId, credentialId, kind }, problem.reason, cause);
    if (isAboutCredentials(problem)) await recordRefusal(problem.status, kind, problem.reason);
  }
  return answerToken(grant);
}

/** Decides; what fails on the way is an answer, too. */
async function decide(event: APIGatewayProxyEvent, now: string): Promise<Grant> {
  const { requestId, identity } = event.requestContext;
  const refuse = (problem: OAuthProblem): Grant => ({ ok: false, kind: 'client-credentials', problem });
  try {
    return await decideToken(event, { ...granting, now, address: identity.sourceIp });
  } catch (error) {
    if (error instanceof StoreBusyError) return refuse(PROBLEMS.busy(error.retryAfterSeconds));
    logger.error('unexpected error', { error: describeError(error) });
    return refuse(PROBLEMS.failed(requestId));
  }
}

/** Whatever else a stranger posts there says nothing about the credentials of the tenant. */
const isAboutCredentials = ({ status, reason }: OAuthProblem): boolean =>
  status === 401 || status === 429 || reason === 'keys-unavailable';
