import { DAY, SECOND } from '../../duration.ts';
import type { FeedEntry, FeedWriter } from '../ports/feed.ts';
import { IS_ABSENT, sha256 } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { FEED_HEAD, feedKey } from '../table/tenant-keys.ts';
import { transact, type Action } from '../table/transact.ts';

/** DynamoDB removes items some time after this, never before. */
const FEED_DAYS = 36;
/** An item may have 400 KB. */
const MAX_ITEM_BYTES = 200_000;
/** As many writers as may be quicker before something else must be wrong. */
const MAX_ATTEMPTS = 50;

export function createFeedWriter(options: TableOptions): FeedWriter {
  const table = openTable(options);
  return {
    append: async (entries, now) => {
      for (const part of parts(entries)) await appendItem(table, part, now);
    },
  };
}

/**
 * Appends an item and moves the head in one transaction, on condition that nobody was quicker: a
 * reader that has seen a number has seen all below it, and none is ever added there. An earlier
 * attempt may have been applied although nobody heard of it: the batch tells, in the head or in the
 * item that is there.
 */
async function appendItem(table: Table, entries: readonly FeedEntry[], now: string): Promise<void> {
  const batch = batchOf(entries);
  const ttl = Math.floor((Date.parse(now) + FEED_DAYS * DAY) / SECOND);
  const content = { at: now, entries, batch, [TTL_ATTRIBUTE]: ttl };
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const head = await getItem(table, FEED_HEAD);
    if (head?.batch === batch) return;
    const result = await transact(table, appendActions(table.tableName, head?.last ?? 0, content));
    if (result.ok || result.refusals.some(({ item }) => item?.['batch'] === batch)) return;
  }
  throw new Error(`the feed could not be written: ${MAX_ATTEMPTS} times another writer was quicker`);
}

/** The same for the same changes, whenever they are appended. */
const batchOf = (entries: readonly FeedEntry[]): string =>
  sha256(JSON.stringify(entries.map(({ eventId }) => eventId))).toString('base64url');

function appendActions(TableName: string, last: number, content: { readonly batch: string }): Action[] {
  return [
    {
      Update: {
        TableName,
        Key: FEED_HEAD,
        UpdateExpression: 'SET #last = :next, #batch = :batch',
        ConditionExpression: last === 0 ? IS_ABSENT : '#last = :last',
        ExpressionAttributeNames: { '#last': 'last', '#batch': 'batch' },
        ExpressionAttributeValues: { ':next': last + 1, ':batch': content.batch, ...(last > 0 && { ':last': last }) },
      },
    },
    {
      Put: {
        TableName,
        Item: { ...feedKey(last + 1), ...content },
        ConditionExpression: IS_ABSENT,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ];
}

function parts(entries: readonly FeedEntry[]): FeedEntry[][] {
  const all: FeedEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry));
    const last = all.at(-1);
    const fits = last && bytes + size <= MAX_ITEM_BYTES;
    if (fits) last.push(entry);
    else all.push([entry]);
    bytes = fits ? bytes + size : size;
  }
  return all;
}
