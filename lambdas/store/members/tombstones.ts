import type { Membership } from '../ports/members.ts';
import type { Tombstone, TombstoneStore } from '../ports/tombstones.ts';
import { deleteItems } from '../table/batch.ts';
import { IS_PRESENT } from '../table/key.ts';
import { FORMER, formerKey, isFormerItem, memberKey, resourcePartition } from '../table/keys.ts';
import { newWriteId, versionUp } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { tombstoneKey, TOMBSTONES } from '../table/tenant-keys.ts';
import { transact, writeOne } from '../table/transact.ts';

/** What is left of memberships when a resource goes, and what brings them back. */
export function createTombstones(table: Table): TombstoneStore {
  return {
    endMembership: (type, pair, now, keptFor) => endMembership(table, type, pair, now, keptFor),
    eraseMembers: (type, id, hasTime) => eraseMembers(table, type, id, hasTime),
    listTombstones: () => listTombstones(table),
    removeTombstone: (tombstone) => removeTombstone(table, tombstone),
    listFormerGroups: (type, id) => listFormerGroups(table, type, id),
    removeFormerGroups: (type, id, groups) =>
      deleteItems(
        table,
        groups.map((group) => formerKey(type, id, group)),
      ),
  };
}

async function endMembership(
  table: Table,
  type: string,
  { group, member }: Membership,
  now: string,
  keptFor?: string,
): Promise<void> {
  const TableName = table.tableName;
  const membership = { TableName, Key: memberKey(type, group, member) };
  const result = await transact(table, [
    { Update: versionUp(TableName, { type, id: group, lastModified: now }, newWriteId()) },
    { Delete: { ...membership, ConditionExpression: IS_PRESENT } },
    ...(keptFor === undefined ? [] : [{ Put: { TableName, Item: { ...formerKey(keptFor, member, group), group } } }]),
  ]);
  if (result.ok) return;
  // Somebody else ended it, or the group is being changed, or it is gone and has no version to
  // move.
  const [own] = result.refusals;
  if (own?.refused && !own.item) await writeOne(table, { Delete: membership });
}

/** Members erased between two looks at the clock. */
const ERASE_BATCH = 500;

async function eraseMembers(table: Table, type: string, id: string, hasTime: () => boolean): Promise<boolean> {
  while (hasTime()) {
    const items = await queryAll(table, resourcePartition(type, id), { limit: ERASE_BATCH });
    if (items.length === 0) return true;
    await deleteItems(table, items);
  }
  return false;
}

export const listTombstones = (table: Table): Promise<Tombstone[]> => queryAll(table, TOMBSTONES);

async function removeTombstone(table: Table, { id, version }: Tombstone): Promise<void> {
  const Delete = {
    TableName: table.tableName,
    Key: tombstoneKey(id),
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
  await writeOne(table, { Delete });
}

async function listFormerGroups(table: Table, type: string, id: string): Promise<string[]> {
  const items = await queryAll(table, resourcePartition(type, id), { sort: ['BETWEEN', FORMER.from, FORMER.to] });
  return items.filter(isFormerItem).map(({ group }) => group);
}
