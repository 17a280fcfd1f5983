import type { StoredResource } from '../../life/stored-resource.ts';
import type { BesideGroup, Moved } from '../ports/images.ts';
import { anyItem } from './key.ts';
import { besideId, isMemberItem, isPart, isResourceItem, partIn, resourceKey } from './keys.ts';
import { fromResourceItem, movedBy } from './resource-item.ts';

/** Items as the stream of the table has them: of any kind, and as they were or are. */

/** The resource that an item is, and what its last write did to its members; undefined for any other item. */
export function resourceInStream(
  found: unknown,
): { readonly resource: StoredResource; readonly moved?: Moved | undefined } | undefined {
  if (found === undefined) return undefined;
  const item = anyItem(found);
  const { type, id } = item;
  if (typeof type !== 'string' || typeof id !== 'string') return undefined;
  const { pk, sk } = resourceKey(type, id);
  if (item.pk !== pk || item.sk !== sk || !isResourceItem(item)) return undefined;
  return { resource: fromResourceItem(item), moved: item.moved };
}

/** A part is told when it is written down, a member of an ended generation when another takes its item. */
export function besideInStream(was: unknown, is: unknown): BesideGroup | undefined {
  if (is === undefined) return undefined;
  const item = anyItem(is);
  const group = besideId(item);
  if (was === undefined) {
    if (!isPart(item)) return undefined;
    const { add = [], remove = [] } = movedBy(item) ?? {};
    return { group, part: { ...partIn(item), add, remove } };
  }
  const old = anyItem(was);
  if (!isMemberItem(old) || !isMemberItem(item) || old.generation >= item.generation) return undefined;
  return old.memberType === undefined ? undefined : { group, earlier: { generation: old.generation, ids: [old.id] } };
}
