import { lifecycleOf, stateOf } from '../scim/lifecycle.ts';
import type { StoredResource } from '../scim/resource/resource.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import { dueKey, listingKey, resourceKey } from './keys.ts';
import type { DuePartition } from './store.ts';

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
  const { type, id } = resource;
  const partition = duePartition(resource);
  return {
    ...resourceKey(type, id),
    ...resource,
    attributes: toAttributeMap(resource.attributes),
    writeId,
    ...(isVisible(resource) && listingKey(type, id)),
    ...(partition && dueKey(partition, type, id, resource)),
  };
}

/** Where a purge, or an operator, finds it; undefined for what is not soft-deleted and not held. */
function duePartition(resource: StoredResource): DuePartition | undefined {
  const state = stateOf(resource);
  if (state === 'erased') return undefined;
  if (resource.hold) return 'HELD';
  return state === 'active' ? undefined : state === 'deleted' ? 'DELETED' : 'DEACTIVATED';
}

export function fromResourceItem(item: ResourceItem): StoredResource {
  const { type, id, version, created, lastModified, pending } = item;
  return {
    type,
    id,
    version,
    created,
    lastModified,
    attributes: fromAttributeMap(item.attributes),
    ...lifecycleOf(item),
    ...(pending !== undefined && { pending }),
  };
}
