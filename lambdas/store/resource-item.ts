import type { StoredResource } from '../scim/resource/resource.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import { dueKey, listingKey, resourceKey } from './keys.ts';

/** A resource as an item. `writeId` names the write that left it like this, so that a writer recognizes its own. */
export type ResourceItem = Omit<StoredResource, 'attributes'> & {
  readonly attributes: Record<string, unknown>;
  readonly writeId: string;
};

/** Is the resource visible to SCIM? Only then it is listed, counted, claimed and looked up. */
export function isVisible(resource: StoredResource): boolean {
  return resource.deletedAt === undefined;
}

export function toResourceItem(resource: StoredResource, writeId: string): Record<string, unknown> {
  const { type, id, purgeAfter } = resource;
  return {
    ...resourceKey(type, id),
    ...resource,
    attributes: toAttributeMap(resource.attributes),
    writeId,
    ...(isVisible(resource) && listingKey(type, id)),
    ...(purgeAfter !== undefined && dueKey(type, id, purgeAfter)),
  };
}

export function fromResourceItem(item: ResourceItem): StoredResource {
  const { type, id, version, created, lastModified, softDeletedAt, deletedAt, purgeAfter, erasedAt, pending } = item;
  return {
    type,
    id,
    version,
    created,
    lastModified,
    attributes: fromAttributeMap(item.attributes),
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(purgeAfter !== undefined && { purgeAfter }),
    ...(erasedAt !== undefined && { erasedAt }),
    ...(pending !== undefined && { pending }),
  };
}
