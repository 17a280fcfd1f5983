import { createAttemptLimit } from '../auth/attempt-limit.ts';
import { oauthEndpoint } from '../http/oauth/endpoint.ts';
import { createAccessTokenStore } from '../store/credentials/access-tokens.ts';
import { createCredentialUse } from '../store/credentials/credential-use.ts';
import { now } from './composition/clock.ts';
import { logged, logger } from './composition/logger.ts';
import { openTenant } from './composition/tenant.ts';
import { createRefusalRecord } from './composition/traffic.ts';
import { withKeys } from './composition/trusts.ts';

const { tenant, tenantFile, table } = openTenant();
const { federation } = tenantFile;
const credentialTable = { ...table, retry: { deadline: 5000 } };

/** Gives out access tokens, and tells clients where and how. */
const answer = oauthEndpoint({
  granting: {
    credentials: createCredentialUse(credentialTable),
    accessTokens: createAccessTokenStore(credentialTable),
    ...(federation && { federation: withKeys(federation) }),
  },
  attempts: createAttemptLimit(),
  logger,
  recordRefusal: createRefusalRecord(table, tenant),
  now,
});

export const handler = logged(answer);
