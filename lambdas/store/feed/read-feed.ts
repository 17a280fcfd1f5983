import type { FeedEntry, FeedPage, FeedPosition, FeedReader } from '../ports/feed.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem, queryOnce } from '../table/read.ts';
import { FEED, FEED_HEAD, feedKey, LAST_FEED_ITEM } from '../table/tenant-keys.ts';

export function createFeedReader(options: TableOptions): FeedReader {
  const table = openTable(options);
  return {
    head: async () => ({ item: ((await getItem(table, FEED_HEAD))?.last ?? 0) + 1, offset: 0 }),
    read: (from, limit) => read(table, from, limit),
  };
}

async function read(table: Table, from: FeedPosition, limit: number): Promise<FeedPage> {
  const entries: FeedEntry[] = [];
  let next = from;
  let addedAt: string | undefined;
  const page = (more: boolean): FeedPage => ({ entries, next, more, ...(addedAt !== undefined && { addedAt }) });
  for (;;) {
    const sort = ['BETWEEN', feedKey(next.item).sk, LAST_FEED_ITEM] as const;
    const found = await queryOnce(table, FEED, { sort, limit: limit - entries.length + 1 });
    for (const item of found.items) {
      const number = Number(item.sk);
      const start = number === next.item ? next.offset : 0;
      const taken = item.entries.slice(start, start + limit - entries.length);
      if (start < item.entries.length && taken.length === 0) return page(true);
      entries.push(...taken);
      if (taken.length > 0) addedAt = item.at;
      const offset = start + taken.length;
      next = offset < item.entries.length ? { item: number, offset } : { item: number + 1, offset: 0 };
      if (next.item === number) return page(true);
    }
    if (!found.next) return page(false);
  }
}
