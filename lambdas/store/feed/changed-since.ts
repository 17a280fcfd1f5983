import { DAY, MINUTE } from '../../duration.ts';
import type { ChangedRange, ChangedReader } from '../ports/changed.ts';
import type { FeedEntry } from '../ports/feed.ts';
import type { FeedItem } from '../table/items.ts';
import type { Table } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { FEED, feedKey, LAST_FEED_ITEM } from '../table/tenant-keys.ts';

/** Items are kept a day longer. */
const REACH = 35 * DAY;
/** The clocks of who wrote a resource, and of who told of it, may differ. */
const CLOCKS = MINUTE;
/** Items that are read at first, when nobody knows how many there are; then more and more. */
const FIRST_ITEMS = 10;
const ITEMS = ['BETWEEN', feedKey(0).sk, LAST_FEED_ITEM] as const;

/** What the feed knows about which resources changed last. */
export const createChangedReader = (table: Table): ChangedReader => ({
  feedReach: REACH,
  changedSince: async ({ since, now, most }) => {
    if (now - since > REACH) return undefined;
    const entries = await entriesSince(table, { since, most });
    if (!entries) return undefined;
    const ids = new Map<string, Set<string>>();
    for (const { type, id } of entries) ids.set(type, (ids.get(type) ?? new Set()).add(id));
    return new Map([...ids].map(([type, found]) => [type, [...found].toSorted()]));
  },
});

/**
 * From the end back, as whoever asks wants the newest: what is behind an item was there before it,
 * so that no item can be passed.
 */
async function entriesSince(
  table: Table,
  { since, most }: Pick<ChangedRange, 'since' | 'most'>,
): Promise<FeedEntry[] | undefined> {
  const entries: FeedEntry[] = [];
  let start: Awaited<ReturnType<typeof queryOnce>>['next'];
  for (let limit = FIRST_ITEMS; ; limit *= 4) {
    const { items, next } = await queryOnce<FeedItem>(table, FEED, { sort: ITEMS, backward: true, limit }, start);
    for (const item of items) {
      if (Date.parse(item.at) < since - CLOCKS) return entries;
      entries.push(...item.entries.filter(({ time }) => Date.parse(time) >= since));
      if (entries.length > most) return undefined;
    }
    if (!next) return entries;
    start = next;
  }
}
