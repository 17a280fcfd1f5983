import type { Tenant, TenantSettings } from '../lambdas/tenant/settings/settings.ts';

/** What a tenant trusts, with Microsoft's public cloud where the file names no other issuer. */
export const withIssuers = ({
  federation,
  entraToken,
}: Pick<TenantSettings, 'federation' | 'entraToken'>): Pick<Tenant, 'federation' | 'entraToken'> => ({
  ...(federation && { federation: { ...publicCloud(federation.tenantId, 'v2.0'), ...federation } }),
  ...(entraToken && { entraToken: { ...publicCloud(entraToken.tenantId, 'v1.0'), ...entraToken } }),
});

/** Who signs for an Entra tenant, and with which keys, by the version of the tokens. */
function publicCloud(tenantId: string, version: 'v1.0' | 'v2.0'): { issuer: string; jwksUri: string } {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return version === 'v2.0'
    ? { issuer: `${authority}/v2.0`, jwksUri: `${authority}/discovery/v2.0/keys` }
    : { issuer: `https://sts.windows.net/${tenantId}/`, jwksUri: `${authority}/discovery/keys` };
}
