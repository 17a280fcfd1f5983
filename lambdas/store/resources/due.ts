import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { MassHold } from '../../life/guard.ts';
import { dueKey, dueUpTo, GUARD_KEY, holdKey, HOLDS_PARTITION, parseDueSk } from '../table/keys.ts';
import { queryAll, queryPage } from '../table/query.ts';
import type { DuePartition, RetentionStore, SoftDeleted } from '../ports/retention.ts';
import type { Table } from '../table/table.ts';

const placeOf = (partition: DuePartition, after: string | SoftDeleted): string =>
  typeof after === 'string' ? after : dueKey(partition, after.type, after.id, after).dueSk;

/** Above every moment. */
const ALWAYS = '~';

/** The soft-deleted resources, from the `due` index, which holds nothing else, and what keeps the purge from them. */
export function createDue(table: Table): RetentionStore {
  const { client, tableName, retry } = table;
  return {
    listSoftDeleted: async (partition, { limit, from, upTo, after }) => {
      const query = {
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :due AND dueSk BETWEEN :from AND :upTo',
        ExpressionAttributeValues: {
          ':due': partition,
          // BETWEEN includes its ends: the lowest string above `after` is the one with a NUL behind it.
          ':from': after ? `${placeOf(partition, after)}\0` : (from ?? ' '),
          ':upTo': upTo === undefined ? ALWAYS : dueUpTo(upTo),
        },
      };
      const { keys, ...rest } = await queryPage(table, 'dueSk', query, limit);
      return { found: keys.map(parseDueSk), ...rest };
    },
    listHolds: async () => {
      const items = await queryAll<MassHold & { pk: string; sk: string }>(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': HOLDS_PARTITION },
        ConsistentRead: true,
      });
      return items.map(({ pk: _, sk: __, ...hold }) => hold);
    },
    putHold: async (hold) => {
      await retry(() => client.send(new PutCommand({ TableName: tableName, Item: { ...holdKey(hold.id), ...hold } })));
    },
    guardedUpTo: async () => {
      const { Item } = await retry(() =>
        client.send(new GetCommand({ TableName: tableName, Key: GUARD_KEY, ConsistentRead: true })),
      );
      return (Item as { upTo: string } | undefined)?.upTo;
    },
    setGuardedUpTo: async (upTo) => {
      await retry(() => client.send(new PutCommand({ TableName: tableName, Item: { ...GUARD_KEY, upTo } })));
    },
  };
}
