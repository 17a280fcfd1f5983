import { profiles } from '../../scim/quirks/profiles.ts';
import { createFields } from '../../tenant/fields.ts';
import { userType } from '../../tenant/resource-types.ts';
import type { readTenantFile } from './environment.ts';
import { resourceTypesOf } from './resource-types.ts';

/** What a user is made of for the product that reads the directory. */
export function fieldsOf(tenantFile: ReturnType<typeof readTenantFile>) {
  const users = resourceTypesOf(tenantFile).find(({ name }) => name === userType.name) ?? userType;
  return createFields({ type: users, profile: profiles[tenantFile.profile] }, tenantFile.fields);
}
