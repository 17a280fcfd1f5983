import type { Feed } from '../ports/feed.ts';
import type { TableOptions } from '../table/open-table.ts';
import { createFeedWriter } from './append-feed.ts';
import { createFeedReader } from './read-feed.ts';

/** An ordered list of what changed, kept for 36 days. */
export const createFeed = (options: TableOptions): Feed => ({
  ...createFeedReader(options),
  ...createFeedWriter(options),
});
