import { createFeedWriter } from '../../lambdas/store/feed/append-feed.ts';
import { createFeedReader } from '../../lambdas/store/feed/read-feed.ts';
import type { FeedReader, FeedWriter } from '../../lambdas/store/ports/feed.ts';
import type { TableOptions } from '../../lambdas/store/table/open-table.ts';

export type Feed = FeedReader & FeedWriter;

/** Both sides of the feed of a table: no function has more than one. */
export const createFeed = (options: TableOptions): Feed => ({
  ...createFeedReader(options),
  ...createFeedWriter(options),
});
