import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** The tag `application`: of what tenants have, and of what they share. */
export const APPLICATION = 'serverless-scim';

/** The tags on everything that a tenant has. */
export const tagsOf = ({ name, tags }: Pick<Tenant, 'name' | 'tags'>): Readonly<Record<string, string>> => ({
  application: APPLICATION,
  tenant: name,
  ...tags,
});
