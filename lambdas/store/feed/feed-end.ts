import type { FeedItem } from '../table/items.ts';
import type { Table } from '../table/open-table.ts';
import { queryOnce } from '../table/read.ts';
import { FEED_AND_HEAD, isFeedHead, isFeedItem } from '../table/tenant-keys.ts';

/** Where the feed ends. */
export interface FeedEnd {
  /** Numbers from here on were never used; undefined where nothing was ever added. */
  readonly reserved?: number;
  /** The last item that is still there. */
  readonly last?: FeedItem;
}

/** The head sorts above every item: one query reads it and the last item. Strongly consistent. */
export async function readFeedEnd(table: Table): Promise<FeedEnd> {
  const { items } = await queryOnce(table, FEED_AND_HEAD, { backward: true, limit: 2 });
  const reserved = items.find(isFeedHead)?.reserved;
  const last = items.find(isFeedItem);
  return { ...(reserved !== undefined && { reserved }), ...(last && { last }) };
}
