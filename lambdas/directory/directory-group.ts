import type { StoredResource } from '../life/stored-resource.ts';
import { isList, isObject, objectOf, type Json } from '../scim/json.ts';
import type { Attribute } from '../scim/schemas/attribute.ts';
import { findAttribute, type ResourceType } from '../scim/schemas/resource-type.ts';
import { groupTypeIn } from '../tenant/resource-types.ts';
import { textOf } from './directory-user.ts';

/**
 * A group without its members, of which it may have any number: `GET /groups/{id}/members` has them.
 * Times are ISO 8601 UTC.
 */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string | null;
  readonly externalId: string | null;
  /** What the tenant's extensions of groups hold, by the names of `groupFields`; null where there is no value. */
  readonly fields: Readonly<Record<string, Json>>;
  readonly created: string;
  readonly lastModified: string;
}

/** An attribute that an extension of the tenant adds to groups. */
export interface GroupField {
  /** Its own name, or `<URN>:<name>` where several extensions have one of that name, or every group has it. */
  readonly name: string;
  readonly extension: string;
  readonly attribute: Attribute;
}

/** The names, in small letters, of what a group has beside its fields: in a table they stand side by side. */
const OF_EVERY_GROUP = new Set(['id', 'name', 'externalid', 'created', 'lastmodified']);

/** What the groups of a tenant have beside name and externalId, as far as it may be told. */
export function groupFields(types: readonly ResourceType[]): GroupField[] {
  const all = groupTypeIn(types).extensions.flatMap(({ schema: { id, attributes } }) =>
    attributes.filter(isTold).map((attribute) => ({ extension: id, attribute })),
  );
  const named = Map.groupBy(all, ({ attribute }) => attribute.name.toLowerCase());
  return all.map(({ extension, attribute }) => {
    const name = attribute.name.toLowerCase();
    const isAlone = named.get(name)?.length === 1 && !OF_EVERY_GROUP.has(name);
    return { name: isAlone ? attribute.name : `${extension}:${attribute.name}`, extension, attribute };
  });
}

/** How a stored group looks in the directory. */
export function toDirectoryGroup(
  fields: readonly GroupField[],
  { id, attributes, created, lastModified }: StoredResource,
): DirectoryGroup {
  return {
    id,
    name: textOf(attributes['displayName']),
    externalId: textOf(attributes['externalId']),
    fields: Object.fromEntries(
      fields.map(({ name, extension, attribute }) => {
        const value = objectOf(attributes[extension])[attribute.name];
        return [name, value === undefined ? null : told(attribute, value)];
      }),
    ),
    created,
    lastModified,
  };
}

const isTold = ({ returned }: Attribute): boolean => returned !== 'never';

/** A value without the sub-attributes that are never returned (RFC 7643 §7). */
function told(attribute: Attribute, value: Json): Json {
  if (isList(value)) return value.map((each) => told(attribute, each));
  const { subAttributes } = attribute;
  if (!subAttributes || !isObject(value)) return value;
  const isShown = ([name]: readonly [string, Json]): boolean => {
    const known = findAttribute(subAttributes, name);
    return known !== undefined && isTold(known);
  };
  return Object.fromEntries(Object.entries(value).filter(isShown));
}
