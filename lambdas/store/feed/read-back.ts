import type { FeedBackReader } from '../ports/feed.ts';
import { openTable, type TableOptions } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { FEED, feedKey, feedNumber, LAST_FEED_ITEM } from '../table/tenant-keys.ts';

/** Looks back through the feed: see the port. */
export function createFeedBackReader(options: TableOptions): FeedBackReader {
  const table = openTable(options);
  return {
    readBack: async (before, items) => {
      // Of the item of a place only what is before it is left.
      const last = before && feedKey(before.offset > 0 ? before.item : before.item - 1).sk;
      const sort = ['BETWEEN', feedKey(0).sk, last ?? LAST_FEED_ITEM] as const;
      const found = await queryOnce(table, FEED, { sort, backward: true, limit: items, consistent: false });
      const entries = found.items.flatMap((each) => {
        const item = feedNumber(each);
        const own = each.entries.map((entry, offset) => ({ entry, place: { item, offset } }));
        return (item === before?.item ? own.slice(0, before.offset) : own).toReversed();
      });
      return { entries, more: found.next !== undefined };
    },
  };
}
