import { DAY } from '../../duration.ts';
import type { FeedEntry, FeedWriter } from '../ports/feed.ts';
import { sha256 } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { feedNumber } from '../table/tenant-keys.ts';
import { transact, writeOne, type WriteResult } from '../table/transact.ts';
import { expiryOf } from './expiry.ts';
import { readFeedEnd, type FeedEnd } from './feed-end.ts';
import { moveReserved, putFeedItem, type FeedContent } from './feed-writes.ts';
import { slicesBySize } from '../table/slices-by-size.ts';

/**
 * What an item's age says about the items behind it. Up to the first, none of them can be gone
 * while a writer that saw this one is still at work. Up to the second, none is gone yet.
 */
const YOUNG = 30 * DAY;
const SURE = 33 * DAY;
/**
 * As many writers as may be quicker before something else must be wrong. Each of them has added
 * something, so that there is an end; and a database that serves in order lets the same one lose each
 * time: 50 were too few for eight who had ten each.
 */
const MAX_ATTEMPTS = 1_000;

export function createFeedWriter(options: TableOptions): FeedWriter {
  const table = openTable(options);
  return {
    append: async (entries, now) => {
      for (const part of slicesBySize(entries)) await appendItem(table, part, now);
    },
  };
}

/**
 * Appends an item under the number behind the last one, on condition that nobody was quicker: no
 * number is passed over, so a reader that has seen one has seen all below it. An earlier attempt
 * may have been applied although nobody heard of it: the item that is there then has this batch.
 */
async function appendItem(table: Table, entries: readonly FeedEntry[], now: string): Promise<void> {
  const batch = batchOf(entries);
  const content = { at: now, entries, batch, [TTL_ATTRIBUTE]: expiryOf(now) };
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const end = await readFeedEnd(table);
    if (end.last?.batch === batch) return;
    const result = await appendAt(table, end, content);
    if (result.ok || result.refusals.some(({ item }) => item?.['batch'] === batch)) return;
  }
  throw new Error(`the feed could not be written: ${MAX_ATTEMPTS} times another writer was quicker`);
}

/** The same for the same changes, whenever they are appended. */
const batchOf = (entries: readonly FeedEntry[]): string =>
  sha256(JSON.stringify(entries.map(({ eventId }) => eventId))).toString('base64url');

/**
 * After a month of silence the last item is about to expire, and then cannot tell the next number
 * any more: the head does. Who still sees the item and who does not any more would take different
 * numbers, so both move the head with the item, and only one of them can.
 */
async function appendAt(table: Table, end: FeedEnd, content: FeedContent): Promise<WriteResult> {
  const { tableName } = table;
  const { last, reserved = 1 } = end;
  const age = last ? Date.parse(content.at) - Date.parse(last.at) : Infinity;
  const number = last && age < SURE ? feedNumber(last) + 1 : reserved;
  const put = putFeedItem(tableName, number, content);
  const reserve = moveReserved(tableName, end, number);
  if (age >= YOUNG) return transact(table, [reserve, put]);
  if (number < reserved) return writeOne(table, put);
  const moved = await writeOne(table, reserve);
  return moved.ok ? writeOne(table, put) : moved;
}
