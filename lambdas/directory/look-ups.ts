import type { StoredResource } from '../life/stored-resource.ts';
import type { JsonObject } from '../scim/json.ts';
import { goneValues, indexValues } from '../scim/query/index-values.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Field } from '../tenant/fields.ts';
import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import type { UserFilter } from './users-query.ts';

type Indexes = Pick<DirectoryContext['store'], 'findByClaim' | 'findByLookup'>;

/** Ids in order, of whom an index names: hints, as whoever has one of them may have changed meanwhile. */
export type LookUp = (store: Indexes) => Promise<readonly string[]>;

/**
 * The index that names the users whom a filter asks for, deleted ones too; undefined where it asks for
 * none by an id, a userName, an externalId or an address. 1 round trip, none for ids.
 */
export function lookUpOf(
  fields: readonly Field[],
  { ids, userName, externalId, fields: { email } }: UserFilter,
): LookUp | undefined {
  if (ids) return () => Promise.resolve(ids);
  if (userName !== undefined) return (store) => idsOf(store, userType, { userName });
  if (externalId !== undefined) return (store) => idsOf(store, userType, { externalId });
  if (email === undefined || !isStandardEmail(fields)) return undefined;
  // Whoever has no other address has the userName as one, and an index of it that a DELETE changes.
  return (store) => idsOf(store, userType, { emails: [{ value: email }] }, { userName: email });
}

/** A tenant may take its addresses from another attribute, which has no index. */
function isStandardEmail(fields: readonly Field[]): boolean {
  return fields.find(({ name }) => name === 'email')?.isStandard ?? false;
}

/** The ids of whoever has a value of these attributes, or had one of `former` when it was deleted. */
export async function idsOf(
  store: Indexes,
  type: ResourceType,
  attributes: JsonObject,
  former: JsonObject = attributes,
): Promise<string[]> {
  const { claims, lookups } = indexValues(type, attributes);
  const found = await Promise.all([
    ...claims.map(async (claim) => (await store.findByClaim(type.name, claim)) ?? []),
    ...[...lookups, ...goneValues(type, former)].map((lookup) => store.findByLookup(type.name, lookup)),
  ]);
  return [...new Set(found.flat())].toSorted();
}

/** Whether an attribute of a resource has a value, as its index compares them; undefined asks for none. */
export function hasValue(
  type: ResourceType,
  { attributes }: Pick<StoredResource, 'attributes'>,
  name: string,
  value: string | undefined,
): boolean {
  if (value === undefined) return true;
  const wanted = indexedAs(type, { [name]: value });
  return wanted !== undefined && indexedAs(type, { [name]: attributes[name] ?? null }) === wanted;
}

function indexedAs(type: ResourceType, attributes: JsonObject): string | undefined {
  const { claims, lookups } = indexValues(type, attributes);
  return [...claims, ...lookups][0]?.value;
}
