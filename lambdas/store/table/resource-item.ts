import { lifecycleOf, stateOf } from '../../life/lifecycle.ts';
import { authorOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberDelta } from '../../scim/members/member.ts';
import { isUuid } from '../../scim/resource/uuid.ts';
import type { Moved } from '../ports/images.ts';
import type { DuePartition } from '../ports/retention.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import type { ResourceItem } from './items.ts';
import { dueKey, listingKey, resourceKey } from './keys.ts';
import { INDEXES, TABLE_KEY } from './shape.ts';

/** A resource as an item, with its keys in the indexes. */
export function toResourceItem({ unknown, ...resource }: StoredResource, writeId: string, moved?: Moved): ResourceItem {
  const { type, id } = resource;
  const partition = duePartition(resource);
  return {
    ...unknown,
    ...resourceKey(type, id),
    ...resource,
    attributes: toAttributeMap(resource.attributes),
    writeId,
    ...(moved && { moved }),
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
  const { type, id, version, created, lastModified, pending, life, generation, attributes } = item;
  const unknown = unknownOf(item);
  return {
    type,
    id,
    version,
    created,
    lastModified,
    attributes: fromAttributeMap(attributes),
    ...lifecycleOf(item),
    ...authorOf(item),
    ...(pending !== undefined && { pending }),
    ...(life !== undefined && { life }),
    ...(generation !== undefined && { generation }),
    ...(unknown && { unknown }),
  };
}

/** What an item of this version has. */
const KNOWN = new Set<string>([
  'type',
  'id',
  'version',
  'created',
  'lastModified',
  'attributes',
  'pending',
  'life',
  'generation',
  ...Object.values(TABLE_KEY),
  ...[INDEXES.listing, INDEXES.due].flatMap(({ partition, sort }) => [partition, sort]),
  'softDeletedAt',
  'deletedAt',
  'erasedAt',
  'restoredAt',
  'revived',
  'hold',
  'by',
  'requestId',
  'writeId',
  'moved',
]);

/** Attributes that a later version has put there: whoever writes the item keeps them. */
function unknownOf(item: object): Record<string, unknown> | undefined {
  if (Object.keys(item).every((name) => KNOWN.has(name))) return undefined;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !KNOWN.has(name)));
}

/**
 * What the stream is told of a change of members: those that have an id of this service. What else a
 * client names is nobody, whom nothing could bring back, and may be an address of a person.
 */
export function movedBy({
  add,
  remove,
}: Pick<MemberDelta, 'remove'> & { readonly add: readonly Pick<Member, 'id'>[] }) {
  const [came, went] = [add.map(({ id }) => id).filter(isUuid), remove.filter(isUuid)];
  const moved: Moved = { ...(came.length > 0 && { add: came }), ...(went.length > 0 && { remove: went }) };
  return Object.keys(moved).length > 0 ? moved : undefined;
}
