import { createHash } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { FEED_HEAD, FEED_ITEMS, feedKey } from './table/keys.ts';
import { getItem } from './resources/resources.ts';
import { openTable, type Table, type TableOptions } from './table/table.ts';
import { transact, type Action } from './table/transact.ts';
import { DAY, SECOND } from '../duration.ts';

/** A change of a resource, without values. */
export interface FeedEntry {
  readonly eventId: string;
  /** As in "user.created". */
  readonly event: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly previousVersion?: number;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly changed: readonly string[];
}

/** The next entry to be read: the number of its item, and its place in it. What is before a position never changes. */
export interface FeedPosition {
  readonly item: number;
  readonly offset: number;
}

/** An ordered list of what changed, kept for FEED_DAYS. */
export interface Feed {
  /** Behind the last entry. Strongly consistent. */
  head(): Promise<FeedPosition>;
  /** Adds entries at the end, in their order, unless just these were the last that were added. 2 round trips for each 200 KB of entries; one more for each writer that was quicker. */
  append(entries: readonly FeedEntry[], now: string): Promise<void>;
  /** Up to `limit` entries from a position on, and when the last of them was added; `more` says whether others follow. Strongly consistent. */
  read(
    from: FeedPosition,
    limit: number,
  ): Promise<{ entries: FeedEntry[]; next: FeedPosition; more: boolean; addedAt?: string }>;
}

/** DynamoDB removes items some time after this, never before. */
export const FEED_DAYS = 36;
/** An item may have 400 KB. */
const MAX_ITEM_BYTES = 200_000;
/** As many writers as may be quicker before something else must be wrong. */
const MAX_ATTEMPTS = 50;

interface FeedItem {
  readonly sk: string;
  readonly at: string;
  readonly entries: readonly FeedEntry[];
  /** Which changes these are, by the ids of their events. */
  readonly batch: string;
  readonly ttl: number;
}

/** The number of the last item, and what that is; feeds that were begun by an earlier version lack the latter until something is appended. */
interface FeedHead {
  readonly last: number;
  readonly batch?: string;
}

export function createFeed(options: TableOptions): Feed {
  const table = openTable(options);
  return {
    head: async () => ({ item: (await readHead(table)).last + 1, offset: 0 }),
    append: async (entries, now) => {
      for (const part of parts(entries)) await appendItem(table, part, now);
    },
    read: (from, limit) => read(table, from, limit),
  };
}

const readHead = async (table: Table): Promise<FeedHead> => (await getItem<FeedHead>(table, FEED_HEAD)) ?? { last: 0 };

/**
 * Appends an item and moves the head in one transaction, on condition that nobody was quicker: a reader that has seen a number has seen all
 * below it, and none is ever added there. An earlier attempt may have been applied although nobody heard of it: the batch tells, in the head
 * or in the item that is there.
 */
async function appendItem(table: Table, entries: readonly FeedEntry[], now: string): Promise<void> {
  const batch = batchOf(entries);
  const ttl = Math.floor((Date.parse(now) + FEED_DAYS * DAY) / SECOND);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const head = await readHead(table);
    if (head.batch === batch) return;
    const result = await transact(table, appendActions(table.tableName, head.last, { at: now, entries, batch, ttl }));
    if (result.ok || result.refusals.some(({ item }) => item?.['batch'] === batch)) return;
  }
  throw new Error(`the feed could not be written: ${MAX_ATTEMPTS} times another writer was quicker`);
}

/** The same for the same changes, whenever they are appended. */
const batchOf = (entries: readonly FeedEntry[]): string =>
  createHash('sha256')
    .update(JSON.stringify(entries.map(({ eventId }) => eventId)))
    .digest('base64url');

function appendActions(TableName: string, last: number, item: Omit<FeedItem, 'sk'>): Action[] {
  return [
    {
      Update: {
        TableName,
        Key: FEED_HEAD,
        UpdateExpression: 'SET #last = :next, #batch = :batch',
        ConditionExpression: last === 0 ? 'attribute_not_exists(pk)' : '#last = :last',
        ExpressionAttributeNames: { '#last': 'last', '#batch': 'batch' },
        ExpressionAttributeValues: { ':next': last + 1, ':batch': item.batch, ...(last > 0 && { ':last': last }) },
      },
    },
    {
      Put: {
        TableName,
        Item: { ...feedKey(last + 1), ...item },
        ConditionExpression: 'attribute_not_exists(pk)',
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

async function read({ client, tableName, retry }: Table, from: FeedPosition, limit: number): ReturnType<Feed['read']> {
  const entries: FeedEntry[] = [];
  let next = from;
  let addedAt: string | undefined;
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await retry(() =>
      client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': FEED_HEAD.pk, ':from': feedKey(next.item).sk, ':to': FEED_ITEMS.to },
          ConsistentRead: true,
          Limit: limit - entries.length + 1,
        }),
      ),
    );
    for (const item of Items as FeedItem[]) {
      const number = Number(item.sk);
      const start = number === next.item ? next.offset : 0;
      const taken = item.entries.slice(start, start + limit - entries.length);
      if (start < item.entries.length && taken.length === 0) return result(entries, next, true, addedAt);
      entries.push(...taken);
      if (taken.length > 0) addedAt = item.at;
      const offset = start + taken.length;
      if (offset < item.entries.length) return result(entries, { item: number, offset }, true, addedAt);
      next = { item: number + 1, offset: 0 };
    }
    if (!LastEvaluatedKey) return result(entries, next, false, addedAt);
  }
}

const result = (entries: FeedEntry[], next: FeedPosition, more: boolean, addedAt: string | undefined) => ({
  entries,
  next,
  more,
  ...(addedAt !== undefined && { addedAt }),
});
