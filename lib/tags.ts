import { APPLICATION } from '../lambdas/tenant/application.ts';
import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** The tags on everything that a tenant has. */
export const tagsOf = ({ name, tags }: Pick<Tenant, 'name' | 'tags'>): Readonly<Record<string, string>> => ({
  application: APPLICATION,
  tenant: name,
  ...tags,
});
