import type { DuePartition, RetentionStore, SoftDeleted } from '../ports/retention.ts';
import { dueKey, duePartition, dueUpTo, parseDueSort } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll, queryPage } from '../table/read.ts';
import { GUARD_KEY, holdKey, HOLDS } from '../table/tenant-keys.ts';
import { putItem } from '../table/transact.ts';
import { listHeld } from './held.ts';

const placeOf = (partition: DuePartition, after: string | SoftDeleted): string =>
  typeof after === 'string' ? after : dueKey(partition, after.type, after.id, after).dueSk;

/** Above every moment. */
const ALWAYS = '~';

/**
 * The soft-deleted resources, from the `due` index, which holds nothing else, and what keeps the
 * purge from them.
 */
export function createRetention(table: Table): RetentionStore {
  return {
    listSoftDeleted: async (partition, { limit, from, upTo, after }) => {
      // BETWEEN includes its ends: the lowest string above `after` is the one with a NUL behind it.
      const first = after ? `${placeOf(partition, after)}\0` : (from ?? ' ');
      const last = upTo === undefined ? ALWAYS : dueUpTo(upTo);
      const range = { sort: ['BETWEEN', first, last] as const };
      const { keys, ...rest } = await queryPage(table, duePartition(partition), range, limit);
      return { found: keys.map(parseDueSort), ...rest };
    },
    listHolds: async () => {
      const items = await queryAll(table, HOLDS);
      return items.map(({ pk: _, sk: __, ...hold }) => hold);
    },
    putHold: (hold) => putItem(table, { ...holdKey(hold.id), ...hold }),
    listHeld: (id, after) => listHeld(table, id, after),
    guarded: async () => {
      const item = await getItem(table, GUARD_KEY);
      return item && { upTo: item.upTo, sizes: item.sizes ?? [] };
    },
    setGuarded: (guarded) => putItem(table, { ...GUARD_KEY, ...guarded }),
  };
}
