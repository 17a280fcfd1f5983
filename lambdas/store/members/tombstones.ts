import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { deleteItems } from '../table/batch.ts';
import { tombstoneKey, TOMBSTONES_PARTITION, FORMER_FROM, formerKey, memberKey, resourceKey } from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { versionUp } from '../table/member-item.ts';
import { queryAll } from '../table/query.ts';
import { getItem } from '../resources/resources.ts';
import type { Tombstone, TombstoneStore } from '../ports/tombstones.ts';
import type { Table } from '../table/table.ts';

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
  const { client, tableName, retry } = table;
  const membership = { TableName: tableName, Key: memberKey(type, group, member) };
  const ended = new TransactWriteCommand({
    TransactItems: [
      { Update: versionUp(tableName, { type, id: group, lastModified: now }, 'departed') },
      { Delete: { ...membership, ConditionExpression: 'attribute_exists(pk)' } },
      ...(keptFor === undefined
        ? []
        : [{ Put: { TableName: tableName, Item: { ...formerKey(keptFor, member, group), group } } }]),
    ],
  });
  try {
    await retry(() => client.send(ended));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    // The group is gone, is being changed, or somebody else ended it. A group that is gone has no version to move.
    if (!(await getItem(table, resourceKey(type, group))))
      await retry(() => client.send(new DeleteCommand(membership)));
  }
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

async function removeTombstone({ client, tableName, retry }: Table, { id, version }: Tombstone): Promise<void> {
  try {
    await retry(() =>
      client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: tombstoneKey(id),
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        }),
      ),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function listFormerGroups(table: Table, type: string, id: string): Promise<string[]> {
  const items = await queryAll<{ group: string }>(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :former)',
    ExpressionAttributeValues: { ':pk': resourceKey(type, id).pk, ':former': FORMER_FROM },
    ConsistentRead: true,
  });
  return items.map(({ group }) => group);
}
