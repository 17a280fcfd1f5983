import { isOwnUri, type Attribute } from '../schemas/attribute.ts';
import { coreAttributes, findAttribute, findExtension, type ResourceType } from '../schemas/resource-type.ts';
import { defined, isObject, type Json, type JsonObject } from '../json.ts';
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
    ...defined(Object.entries(attributes).map(([name, value]) => [name, withUris(name, value, type, baseUrl)])),
    meta: {
      resourceType: type.name,
      created,
      lastModified,
      location: location(type, id, baseUrl),
      version: etag(version),
    },
  };
}

/** A value of a resource, or all of one extension, in which each reference has its `$ref`. */
function withUris(name: string, value: Json | undefined, type: ResourceType, baseUrl: string): Json | undefined {
  if (!isObject(value)) return value;
  const extension = findExtension(type, name);
  if (!extension) return withUri(findAttribute(coreAttributes(type), name), value, type, baseUrl);
  const entries = Object.entries(value).map(([inner, innerValue]): [string, Json | undefined] => [
    inner,
    withUri(findAttribute(extension.attributes, inner), innerValue, type, baseUrl),
  ]);
  return defined(entries);
}

/**
 * A reference to a resource of the same type, as `manager` is (RFC 7643 §4.3), with its URI. What
 * has not the form of an id refers to nobody here.
 */
function withUri(attribute: Attribute | undefined, value: Json | undefined, type: ResourceType, baseUrl: string) {
  if (!isObject(value)) return value;
  const { value: id } = value;
  const uri = attribute?.subAttributes?.find(isOwnUri);
  const refers = uri?.referenceTypes?.includes(type.name) && typeof id === 'string' && isUuid(id);
  return refers ? { ...value, $ref: location(type, id, baseUrl) } : value;
}
