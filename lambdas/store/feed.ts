import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { FEED_HEAD, FEED_ITEMS, feedKey } from './table/keys.ts';
import { getItem } from './resources/resources.ts';
import { openTable, type Table, type TableOptions } from './table/table.ts';
import { isConditionRefused } from './table/transact.ts';
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
  /** Adds entries at the end, in their order. 2 round trips for each 200 KB of entries; one more for each writer that was quicker. */
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
}

export function createFeed(options: TableOptions): Feed {
  const table = openTable(options);
  const headItem = async (): Promise<number> => (await getItem<{ last: number }>(table, FEED_HEAD))?.last ?? 0;
  return {
    head: async () => ({ item: (await headItem()) + 1, offset: 0 }),
    append: async (entries, now) => {
      for (const part of parts(entries)) await appendItem(table, headItem, part, now);
    },
    read: (from, limit) => read(table, from, limit),
  };
}

/**
 * The item and the number of the last one move in one transaction, on condition that nobody was quicker: a reader that has seen a number has
 * seen all below it, and none is ever added there.
 */
async function appendItem(
  table: Table,
  headItem: () => Promise<number>,
  entries: readonly FeedEntry[],
  now: string,
): Promise<void> {
  const ttl = Math.floor((Date.parse(now) + FEED_DAYS * DAY) / SECOND);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const last = await headItem();
    if (await tryAppend(table, last, { at: now, entries, ttl })) return;
  }
  throw new Error(`the feed could not be written: ${MAX_ATTEMPTS} times another writer was quicker`);
}

async function tryAppend({ client, tableName, retry }: Table, last: number, item: object): Promise<boolean> {
  const TableName = tableName;
  try {
    await retry(() =>
      client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: FEED_HEAD,
                UpdateExpression: 'SET #last = :next',
                ConditionExpression: last === 0 ? 'attribute_not_exists(pk)' : '#last = :last',
                ExpressionAttributeNames: { '#last': 'last' },
                ExpressionAttributeValues: { ':next': last + 1, ...(last > 0 && { ':last': last }) },
              },
            },
            { Put: { TableName, Item: { ...feedKey(last + 1), ...item } } },
          ],
        }),
      ),
    );
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
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
