import { invalidValue } from '../scim/errors.ts';
import { goneValues, indexValues } from '../scim/query/index-values.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Indexed } from '../store/ports/resources.ts';

/**
 * A resource with what it is found by. A deleted one keeps its lookups, and no filter shows it; its
 * userName is free again (RFC 7644 §3.6).
 */
export function indexed(type: ResourceType, resource: StoredResource): Indexed {
  const { attributes, deletedAt } = resource;
  const index = indexValues(type, attributes);
  if (deletedAt === undefined) return { resource, index };
  return { resource, index: { claims: [], lookups: [...index.lookups, ...goneValues(type, attributes)] } };
}

/**
 * DynamoDB keeps 400 KB per item; the index keys and what DynamoDB adds per value leave this much,
 * as JSON, for the attributes.
 */
const MAX_RESOURCE_BYTES = 300_000;

/** Throws 400 `invalidValue` when a resource is too large to be stored. */
export function checkSize({ attributes, type }: StoredResource): void {
  const bytes = Buffer.byteLength(JSON.stringify(attributes));
  if (bytes > MAX_RESOURCE_BYTES) {
    throw invalidValue(
      `the ${type} would be ${bytes} bytes; at most ${MAX_RESOURCE_BYTES} can be stored: send fewer or shorter values`,
    );
  }
}
