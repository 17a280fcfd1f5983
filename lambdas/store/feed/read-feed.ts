import type { FeedEntry, FeedPage, FeedPosition, FeedReader } from '../ports/feed.ts';
import type { FeedItem } from '../table/items.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { FEED, feedKey, feedNumber, LAST_FEED_ITEM } from '../table/tenant-keys.ts';
import { readFeedEnd } from './feed-end.ts';

export function createFeedReader(options: TableOptions): FeedReader {
  const table = openTable(options);
  return {
    head: async () => {
      const { last, reserved = 1 } = await readFeedEnd(table);
      return { item: last ? feedNumber(last) + 1 : reserved, offset: 0 };
    },
    since: (moment) => findSince(table, moment),
    read: (from, limit) => read(table, from, limit),
  };
}

/** Halves the numbers until the first item that is not older is found. Some numbers have none. */
async function findSince(table: Table, moment: string): Promise<FeedPosition> {
  const { last, reserved = 1 } = await readFeedEnd(table);
  let [low, high] = [1, last ? feedNumber(last) + 1 : reserved];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const sort = ['BETWEEN', feedKey(middle).sk, LAST_FEED_ITEM] as const;
    const [found] = (await queryOnce(table, FEED, { sort, limit: 1 })).items;
    if (found && found.at < moment) low = feedNumber(found) + 1;
    else high = middle;
  }
  return { item: low, offset: 0 };
}

async function read(table: Table, from: FeedPosition, limit: number): Promise<FeedPage> {
  const entries: FeedEntry[] = [];
  let next = from;
  let addedAt: string | undefined;
  const page = (more: boolean): FeedPage => ({ entries, next, more, ...(addedAt !== undefined && { addedAt }) });
  for (;;) {
    const found = await itemsFrom(table, next.item, limit - entries.length + 1);
    for (const item of found.items) {
      const number = feedNumber(item);
      const start = number === next.item ? next.offset : 0;
      const taken = item.entries.slice(start, start + limit - entries.length);
      if (start < item.entries.length && taken.length === 0) return page(true);
      entries.push(...taken);
      if (taken.length > 0) addedAt = item.at;
      const offset = start + taken.length;
      next = offset < item.entries.length ? { item: number, offset } : { item: number + 1, offset: 0 };
      if (next.item === number) return page(true);
    }
    if (!found.more) return page(false);
  }
}

/**
 * Items from a number on. What one query reads is not of one moment: it may have passed a number
 * whose item, and one behind it, came a moment later. Below an item that was read nothing is added,
 * so a second look at the numbers that are missing is right: most are missing for good.
 */
async function itemsFrom(table: Table, first: number, limit: number): Promise<{ items: FeedItem[]; more: boolean }> {
  const { items, next } = await queryOnce(table, FEED, { sort: ['BETWEEN', feedKey(first).sk, LAST_FEED_ITEM], limit });
  let expected = first;
  for (const [index, item] of items.entries()) {
    const number = feedNumber(item);
    if (number > expected && (await isAnyBetween(table, expected, number - 1)))
      return { items: items.slice(0, index), more: true };
    expected = number + 1;
  }
  return { items, more: next !== undefined };
}

async function isAnyBetween(table: Table, first: number, last: number): Promise<boolean> {
  const sort = ['BETWEEN', feedKey(first).sk, feedKey(last).sk] as const;
  return (await queryOnce(table, FEED, { sort, limit: 1 })).items.length > 0;
}
