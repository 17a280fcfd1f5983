import { profiles } from '../../scim/quirks/profiles.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { createFields } from '../../tenant/fields.ts';
import { userTypeIn } from '../../tenant/resource-types.ts';
import type { readTenantFile } from './environment.ts';

type TenantFile = ReturnType<typeof readTenantFile>;

/** What a user is made of for the product that reads the directory; `types` are the tenant's. */
export function fieldsOf(
  types: readonly ResourceType[],
  { profile, fields, country }: Pick<TenantFile, 'profile' | 'fields' | 'country'>,
) {
  return createFields({ type: userTypeIn(types), profile: profiles[profile] }, fields, country);
}
