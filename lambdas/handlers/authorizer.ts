import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { createAuthorizer } from '../http/authorizer.ts';
import { createAccessTokenStore } from '../store/credentials/access-tokens.ts';
import { createCredentialUse } from '../store/credentials/credential-use.ts';
import { now } from './composition/clock.ts';
import { logger } from './composition/logger.ts';
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

/** Answers API Gateway whether a token may call the tenant's API. */
export const handler = createAuthorizer({
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
