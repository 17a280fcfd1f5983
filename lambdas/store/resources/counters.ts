import type { ListingStore } from '../ports/listing.ts';
import type { CounterItem } from '../table/items.ts';
import { counterPartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';

/**
 * How many resources are visible, and where in the listing one stands by its number. Shards spread
 * the writes of a bulk load; they share a partition key, so that one query, charged by bytes, reads
 * them all for 3 RRU where a batch would cost one per shard.
 */
export function createCounters(table: Table): Pick<ListingStore, 'count' | 'locate'> {
  const shards = (type: string): Promise<CounterItem[]> => queryAll(table, counterPartition(type));
  return {
    count: async (type) => totalOf(await shards(type)),
    locate: async (type, startIndex) => locateIn(await shards(type), startIndex),
  };
}

const totalOf = (shards: readonly CounterItem[]): number => shards.reduce((sum, { count }) => sum + count, 0);

/**
 * Ids are random: 256 shards of two hexadecimal digits leave a 256th of the directory, at most, to
 * be skipped by reading.
 */
function locateIn(shards: readonly CounterItem[], startIndex: number): { total: number; from: string; skip: number } {
  const total = totalOf(shards);
  let skip = startIndex - 1;
  for (const { sk: from, count } of shards) {
    if (skip < count) return { total, from, skip };
    skip -= count;
  }
  return { total, from: '', skip: total };
}
