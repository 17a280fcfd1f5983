import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { MemberOf } from '../ports/members.ts';
import type { Kept, RetentionStore } from '../ports/retention.ts';
import type { Lifted } from '../ports/unfinished.ts';
import { carryPartition, putAbsent } from '../table/at-restore.ts';
import { fromAttributeMap, toAttributeMap } from '../table/attribute-map.ts';
import { deleteItems } from '../table/batch.ts';
import type { HeldItem } from '../table/items.ts';
import { heldFrom, heldGroupsKey, heldPartition, heldStateKey, liftedKey } from '../table/tenant-keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { writeOne } from '../table/transact.ts';
import type { ItemChange } from './item-changes.ts';

/**
 * What a legal hold adds to a write of who is held: the state that it overwrites, and the groups
 * where the hold begins or a DELETE ends them. Where the hold ends, a mark, by which all of that goes.
 */
export function heldChanges(
  TableName: string,
  previous: StoredResource | undefined,
  next: StoredResource | undefined,
  memberOf: MemberOf | undefined,
): ItemChange[] {
  if (!previous) return [];
  const put = (Item: Record<string, unknown>): ItemChange => ({ action: { Put: { TableName, Item } } });
  const { id, version } = previous;
  if (!next?.hold) return previous.hold ? [put({ ...liftedKey(id), held: id, upTo: version })] : [];
  const changes = previous.hold ? [put(stateItem(previous))] : [];
  const isEnd = !previous.hold || (isVisible(previous) && !isVisible(next));
  if (isEnd && memberOf && memberOf.groups.size > 0) {
    const groups = [...memberOf.groups.keys()];
    changes.push(put({ ...heldGroupsKey(id, next.version), version: next.version, at: next.lastModified, groups }));
  }
  return changes;
}

const stateItem = ({ pending: _, generation: __, ...state }: StoredResource) => ({
  ...heldStateKey(state.id, state.version),
  ...state,
  attributes: toAttributeMap(state.attributes),
});

/** Copies what a hold has kept into a restored table, with the state that the restore overwrites. */
export async function carryHeld(from: Table, into: Table, id: string, overwritten?: StoredResource): Promise<void> {
  await carryPartition(from, into, heldPartition(id));
  if (overwritten) await putAbsent(into, [stateItem(overwritten)]);
}

/** A page of what is kept: see the port. */
export async function listHeld(table: Table, id: string, after = ''): ReturnType<RetentionStore['listHeld']> {
  const range = after === '' ? {} : { sort: ['>', after] as const };
  const { items, next } = await queryOnce(table, heldPartition(id), range, undefined);
  const last = items.at(-1)?.sk;
  return { kept: items.map(toKept), ...(next && last !== undefined && { next: last }) };
}

function toKept(item: HeldItem): Kept {
  const { pk: _, sk: __, ...kept } = item;
  return 'groups' in kept ? kept : { state: { ...kept, attributes: fromAttributeMap(kept.attributes) } };
}

/**
 * Removes what was kept up to a version, and the mark, unless another hold was lifted since: what
 * that one has kept goes with its own mark.
 */
export async function forgetHeld(table: Table, { held, upTo }: Lifted, hasTime: () => boolean): Promise<boolean> {
  const range = { sort: ['<', heldFrom(upTo + 1)] as const };
  for (;;) {
    if (!hasTime()) return false;
    const { items, next } = await queryOnce(table, heldPartition(held), range, undefined);
    await deleteItems(table, items);
    if (!next) break;
  }
  const Delete = {
    TableName: table.tableName,
    Key: liftedKey(held),
    ConditionExpression: 'upTo = :upTo',
    ExpressionAttributeValues: { ':upTo': upTo },
  };
  await writeOne(table, { Delete });
  return true;
}
