import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { createAuthorizer, type Authorizer } from '../http/authorizer.ts';
import { createAccessTokenStore } from '../store/credentials/access-tokens.ts';
import { createCredentialUse } from '../store/credentials/credential-use.ts';
import { now } from './composition/clock.ts';
import { logged, logger } from './composition/logger.ts';
import { secretsMade } from './composition/made-secrets.ts';
import { openTenant } from './composition/tenant.ts';
import { createRefusalRecord } from './composition/traffic.ts';
import { withKeys } from './composition/trusts.ts';

const { tenant, tenantFile, table } = openTenant();
const { federation, entraToken } = tenantFile;
/**
 * API Gateway waits for the authorizer on every cold token; a shorter deadline (ms) than the
 * requests behind it have.
 */
const credentialTable = { ...table, retry: { deadline: 2000 } };

const authorizer = createAuthorizer({
  tenant,
  authorizing: {
    credentials: createCredentialUse(credentialTable),
    accessTokens: createAccessTokenStore(credentialTable),
    ...(federation && { federation }),
    ...(entraToken && { entraToken: withKeys(entraToken) }),
  },
  attempts: createAttemptLimit(),
  logger,
  recordRefusal: createRefusalRecord(table, tenant),
  now,
});

/**
 * Nobody is let in but by this function, and only it may make secrets: those behind it find them. It
 * does so while it starts, when the connection to the table is opened anyway.
 */
const prepare = secretsMade(table);
export const ready = prepare();

/** Answers API Gateway whether a token may call the tenant's API. */
const authorize = async (...[event]: Parameters<Authorizer>): ReturnType<Authorizer> => {
  await prepare();
  return authorizer(event);
};

export const handler = logged(authorize);
