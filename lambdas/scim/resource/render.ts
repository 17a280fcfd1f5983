import type { ResourceType } from '../schemas/resource-type.ts';
import { defined, type JsonObject } from '../json.ts';
import type { Resource } from './resource.ts';

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
    ...defined(Object.entries(attributes)),
    meta: {
      resourceType: type.name,
      created,
      lastModified,
      location: location(type, id, baseUrl),
      version: etag(version),
    },
  };
}
