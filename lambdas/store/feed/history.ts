import type { HistoryReader, HistoryWriter } from '../ports/history.ts';
import { putItems } from '../table/batch.ts';
import { expiryOf } from './expiry.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { historyKey, historyPartition, versionIn } from '../table/tenant-keys.ts';

/**
 * What happened to each resource, an item for each change beside the feed's. The key says the
 * version: a change that is told again is the same item.
 */
export function createHistoryWriter(options: TableOptions): HistoryWriter {
  const table = openTable(options);
  return {
    add: (entries, now) =>
      putItems(
        table,
        entries.map(({ eventId: _, epoch: __, type, id, version, ...entry }) => ({
          ...historyKey(type, id, version),
          ...entry,
          [TTL_ATTRIBUTE]: expiryOf(now),
        })),
      ),
  };
}

export const createHistoryReader = (table: Table): HistoryReader => ({
  history: async (type, id, { limit, before }) => {
    const sort = before === undefined ? {} : { sort: ['<', historyKey(type, id, before).sk] as const };
    const found = await queryAll(table, historyPartition(type, id), { ...sort, backward: true, limit: limit + 1 });
    const changes = found.slice(0, limit).map((item) => {
      const { pk: _, sk: __, [TTL_ATTRIBUTE]: ___, ...entry } = item;
      return { ...entry, version: versionIn(item) };
    });
    const last = changes.at(-1);
    return { changes, ...(found.length > limit && last && { next: last.version }) };
  },
});
