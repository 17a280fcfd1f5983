import { counterPartition } from './keys.ts';
import { queryAll } from './query.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

/**
 * How many resources are visible. Shards spread the writes of a bulk load; they share a partition key, so that one query,
 * charged by bytes, reads them all for 1 RRU where a batch would cost one per shard.
 */
export function createCounters(table: Table): Pick<Store, 'count'> {
  return {
    count: async (type) => {
      const shards = await queryAll<{ count: number }>(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': counterPartition(type) },
        ConsistentRead: true,
      });
      return shards.reduce((sum, shard) => sum + shard.count, 0);
    },
  };
}
