import { isOwnUri, type Attribute } from '../schemas/attribute.ts';
import { coreAttributes, type ResourceType } from '../schemas/resource-type.ts';
import { isObject, objectOf, type Json, type JsonObject } from '../json.ts';
import type { Resource } from './resource.ts';
import { isUuid } from './uuid.ts';

/** The weak ETag of a version (RFC 7644 §3.14). */
export const etag = (version: number): string => `W/"${version}"`;

export const location = (type: ResourceType, id: string, baseUrl: string): string => `${baseUrl}${type.endpoint}/${id}`;

/**
 * A resource as it is returned, before projection (RFC 7643 §3, §3.1). `baseUrl` is the SCIM base
 * without a slash at its end. `schemas` names the extensions that hold something, and only those.
 */
export function renderResource(stored: Resource, type: ResourceType, baseUrl: string): JsonObject {
  const { attributes, id, version, created, lastModified } = stored;
  const extensions = type.extensions.map(({ schema }) => schema.id).filter((urn) => attributes[urn] !== undefined);
  return {
    schemas: [type.schema.id, ...extensions],
    id,
    ...attributes,
    ...withUris(attributes, type, baseUrl),
    meta: {
      resourceType: type.name,
      created,
      lastModified,
      location: location(type, id, baseUrl),
      version: etag(version),
    },
  };
}

/** What of a resource refers to others, and extensions that hold such a thing, each reference with its `$ref`. */
function withUris(attributes: JsonObject, type: ResourceType, baseUrl: string): JsonObject {
  const changed: Record<string, Json> = {};
  for (const [urn, names] of referencesOf(type)) {
    const holder = urn === undefined ? attributes : objectOf(attributes[urn]);
    for (const name of names) {
      const value = holder[name];
      if (!refersTo(value)) continue;
      const shown = { ...value, $ref: location(type, value.value, baseUrl) };
      if (urn === undefined) changed[name] = shown;
      else changed[urn] = { ...objectOf(changed[urn] ?? holder), [name]: shown };
    }
  }
  return changed;
}

/** Whether a value refers to a resource: what has not the form of an id refers to nobody here. */
const refersTo = (value: Json | undefined): value is JsonObject & { readonly value: string } =>
  isObject(value) && typeof value['value'] === 'string' && isUuid(value['value']);

type References = readonly (readonly [urn: string | undefined, names: readonly string[]])[];

/**
 * Attributes that refer to a resource of the same type, as `manager` does (RFC 7643 §4.3), of the core and
 * of each extension.
 */
function referencesOf(type: ResourceType): References {
  const known = referencesByType.get(type);
  if (known) return known;
  const namesOf = (attributes: readonly Attribute[]): string[] =>
    attributes
      .filter(({ subAttributes }) => subAttributes?.find(isOwnUri)?.referenceTypes?.includes(type.name))
      .map(({ name }) => name);
  const found: References = [
    [undefined, namesOf(coreAttributes(type))],
    ...type.extensions.map(({ schema }) => [schema.id, namesOf(schema.attributes)] as const),
  ];
  referencesByType.set(type, found);
  return found;
}
const referencesByType = new WeakMap<ResourceType, References>();
