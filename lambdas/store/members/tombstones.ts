import { deleteItems } from '../table/batch.ts';
import { tombstoneKey, TOMBSTONES_PARTITION, FORMER_FROM, formerKey, memberKey, resourceKey } from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { newWriteId, versionUp } from '../table/member-item.ts';
import { queryAll } from '../table/query.ts';
import type { Tombstone, TombstoneStore } from '../ports/tombstones.ts';
import type { Table } from '../table/table.ts';
import { transact, writeOne } from '../table/transact.ts';

/** What is left of memberships when a resource goes, and what brings them back. */
export function createTombstones(table: Table): TombstoneStore {
  return {
    endMembership: (type, pair, now, keptFor) => endMembership(table, type, pair, now, keptFor),
    eraseMembers: (type, id, hasTime) => eraseMembers(table, type, id, hasTime),
    listTombstones: () => listTombstones(table),
    removeTombstone: (departed) => removeTombstone(table, departed),
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
  { group, member }: { group: string; member: string },
  now: string,
  keptFor?: string,
): Promise<void> {
  const { tableName } = table;
  const membership = { TableName: tableName, Key: memberKey(type, group, member) };
  const result = await transact(table, [
    { Update: versionUp(tableName, { type, id: group, lastModified: now }, newWriteId()) },
    { Delete: { ...membership, ConditionExpression: 'attribute_exists(pk)' } },
    ...(keptFor === undefined
      ? []
      : [{ Put: { TableName: tableName, Item: { ...formerKey(keptFor, member, group), group } } }]),
  ]);
  if (result.ok) return;
  // Somebody else ended it, or the group is being changed, or it is gone and has no version to move.
  const [own] = result.refusals;
  if (own?.refused && !own.item) await writeOne(table, { Delete: membership });
}

/** Members erased between two looks at the clock. */
const ERASE_BATCH = 500;

async function eraseMembers(table: Table, type: string, id: string, hasTime: () => boolean): Promise<boolean> {
  while (hasTime()) {
    const items = await queryAll<Key>(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': resourceKey(type, id).pk },
      ConsistentRead: true,
      Limit: ERASE_BATCH,
    });
    if (items.length === 0) return true;
    await deleteItems(table, items);
  }
  return false;
}

export async function listTombstones(table: Table): Promise<Tombstone[]> {
  return queryAll<Tombstone>(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': TOMBSTONES_PARTITION },
    ConsistentRead: true,
  });
}

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
  const items = await queryAll<{ group: string }>(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :former)',
    ExpressionAttributeValues: { ':pk': resourceKey(type, id).pk, ':former': FORMER_FROM },
    ConsistentRead: true,
  });
  return items.map(({ group }) => group);
}
