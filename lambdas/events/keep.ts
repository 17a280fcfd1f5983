import { authorOf } from '../life/stored-resource.ts';
import type { FeedEntry, FeedWriter } from '../store/ports/feed.ts';
import type { HistoryWriter } from '../store/ports/history.ts';
import { withEvents, type Consumer } from './deliver.ts';

/** Keeps what happened in the feed. */
export const keepFeed =
  (feed: FeedWriter): Consumer =>
  (told, now) =>
    feed.append(withEvents(told).map(toEntry), now);

/** Keeps it for each resource. */
export const keepHistory =
  (history: HistoryWriter): Consumer =>
  (told, now) =>
    history.add(withEvents(told).map(toEntry), now);

/**
 * What is kept of an event: no values, which are read from the directory, and are gone from there
 * when they have to be; and who made the change, which is for this side alone.
 */
function toEntry({ event, change: { after } }: ReturnType<typeof withEvents>[number]): FeedEntry {
  const { tenant: _, values: __, valuesOmitted: ___, replayed: ____, ...entry } = event;
  // Nobody knows who removed what nothing is left of.
  return { ...entry, ...authorOf(after) };
}
