import { indexValue } from '../../scim/query/index-values.ts';
import { claimAttributes } from '../../scim/query/indexed-attributes.ts';
import { namingAttributes } from '../../scim/query/names.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ResourceStore } from '../../store/ports/resources.ts';

type Finding = Pick<ResourceStore, 'findByClaim' | 'findByLookup'>;

/** The ids of who is called so by any attribute that a resource of the type is found by. One round trip. */
export async function ownersOf(store: Finding, type: ResourceType, name: string): Promise<string[]> {
  const claims = new Set(claimAttributes(type).map(({ path }) => path));
  const owners = await Promise.all(
    namingAttributes(type).map(async (naming) => {
      const value = indexValue(type, naming, name);
      return claims.has(naming.path) ? store.findByClaim(type.name, value) : store.findByLookup(type.name, value);
    }),
  );
  return [...new Set(owners.flat().filter((owner) => owner !== undefined))];
}
