import { counterPartition } from '../table/keys.ts';
import { queryAll } from '../table/query.ts';
import type { ListingStore } from '../ports/listing.ts';
import type { Table } from '../table/table.ts';

/** A shard counts the ids that begin with its character (its sort key), in all and by their second character. */
interface Shard {
  readonly sk: string;
  readonly count: number;
  readonly [slot: string]: number | string;
}

/** The attribute of a shard that counts the ids with this second character. */
export const slotOf = (id: string): string => `at_${id.charAt(1)}`;

/**
 * How many resources are visible, and where in the listing one stands by its number. Shards spread the writes of a bulk load; they share a
 * partition key, so that one query, charged by bytes, reads them all for 1 RRU where a batch would cost one per shard.
 */
export function createCounters(table: Table): Pick<ListingStore, 'count' | 'locate'> {
  const shards = async (type: string): Promise<Shard[]> =>
    queryAll<Shard>(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': counterPartition(type) },
      ConsistentRead: true,
    });
  return {
    count: async (type) => totalOf(await shards(type)),
    locate: async (type, startIndex) => locateIn(await shards(type), startIndex),
  };
}

const totalOf = (shards: readonly Shard[]): number => shards.reduce((sum, { count }) => sum + count, 0);

/** Ids are random: 256 slots of two hexadecimal digits leave a 256th of the directory, at most, to be skipped by reading. */
function locateIn(shards: readonly Shard[], startIndex: number): { total: number; from: string; skip: number } {
  const total = totalOf(shards);
  let skip = startIndex - 1;
  for (const { sk: first, ...slots } of shards) {
    for (const [slot, count] of Object.entries(slots)
      .filter(([name]) => name.startsWith('at_'))
      .sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (skip < Number(count)) return { total, from: first + slot.slice('at_'.length), skip };
      skip -= Number(count);
    }
  }
  return { total, from: '', skip: total };
}
