import { indexValue } from '../../scim/query/index-values.ts';
import { claimAttributes } from '../../scim/query/indexed-attributes.ts';
import { namingAttributes } from '../../scim/query/names.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ResourceStore } from './resources.ts';

type Finding = Pick<ResourceStore, 'findByClaim' | 'findByLookup'>;

/**
 * The ids of those who are called so: who have it as a userName, displayName, e-mail address, externalId or another
 * attribute that a resource of the type is found by, as its index compares it. One round trip.
 */
export async function idsNamed(store: Finding, type: ResourceType, name: string): Promise<string[]> {
  const claims = new Set(claimAttributes(type).map(({ path }) => path));
  const found = await Promise.all(
    namingAttributes(type).map(async (naming) => {
      const value = indexValue(type, naming, name);
      return claims.has(naming.path) ? store.findByClaim(type.name, value) : store.findByLookup(type.name, value);
    }),
  );
  return [...new Set(found.flat().filter((id) => id !== undefined))];
}
