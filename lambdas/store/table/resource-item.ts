import { lifecycleOf, stateOf } from '../../life/lifecycle.ts';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { DuePartition } from '../ports/retention.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import type { ResourceItem } from './items.ts';
import { dueKey, listingKey, resourceKey } from './keys.ts';

/** A resource as an item, with its keys in the indexes. */
export function toResourceItem(resource: StoredResource, writeId: string): ResourceItem {
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
  const { type, id, version, created, lastModified, pending, life, generation } = item;
  return {
    type,
    id,
    version,
    created,
    lastModified,
    attributes: fromAttributeMap(item.attributes),
    ...lifecycleOf(item),
    ...(pending !== undefined && { pending }),
    ...(life !== undefined && { life }),
    ...(generation !== undefined && { generation }),
  };
}
