import { GetItemCommand, QueryCommand, ScanCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import {
  itemsUnder,
  itemUnder,
  type AnyItem,
  type IndexPartition,
  type ItemKey,
  type Key,
  type Partition,
} from './key.ts';
import type { Table } from './open-table.ts';
import { TABLE_KEY } from './shape.ts';
import { anyFromWire, fromWire, wireKey, wireText } from './wire.ts';

/** Which items of a partition, by their sort key, and in which order. */
export interface Range {
  readonly sort?: readonly ['>' | '>=' | '<', string] | readonly ['BETWEEN', string, string];
  readonly backward?: boolean;
  readonly limit?: number;
  /** The table is read strongly consistent where this does not say false; an index never is. */
  readonly consistent?: boolean;
  /** The one attribute that is wanted; all where it does not say. */
  readonly only?: string;
}

export type Start = QueryCommandInput['ExclusiveStartKey'];

/**
 * The item under a key, strongly consistent; undefined where there is none. `timeout` in
 * milliseconds, of each attempt.
 */
export async function getItem<Item>(
  { client, tableName, retry }: Table,
  key: ItemKey<Item>,
  timeout?: number,
): Promise<Item | undefined> {
  const input = { TableName: tableName, Key: wireKey(key), ConsistentRead: true };
  const { Item } = await retry(() => client.send(new GetItemCommand(input), within(timeout)));
  return Item && itemUnder(key, fromWire(Item));
}

/** Ends a request after so many milliseconds. */
export const within = (timeout: number | undefined) =>
  timeout === undefined ? {} : { abortSignal: AbortSignal.timeout(timeout) };

/** What DynamoDB answers at once: up to 1 MB. `next` is where it goes on. */
export async function queryOnce<Item>(
  { client, tableName, retry }: Table,
  partition: Partition<Item> & Partial<IndexPartition>,
  { sort, backward = false, limit, consistent = true, only }: Range,
  start?: Start,
): Promise<{ items: Item[]; next: Start }> {
  const input: QueryCommandInput = {
    TableName: tableName,
    ...keyCondition(partition, sort),
    ...(partition.index ? { IndexName: partition.index.name } : { ConsistentRead: consistent }),
    ProjectionExpression: only,
    ScanIndexForward: !backward,
    Limit: limit,
    ExclusiveStartKey: start,
  };
  const { Items = [], LastEvaluatedKey } = await retry(() => client.send(new QueryCommand(input)));
  return { items: itemsUnder(partition, Items.map(fromWire)), next: LastEvaluatedKey };
}

function keyCondition({ index, value }: { index?: IndexPartition['index']; value: string }, sort: Range['sort']) {
  const names = index ?? TABLE_KEY;
  const [operator, from, to] = sort ?? [];
  const bounds = to === undefined ? ':from' : ':from AND :to';
  return {
    KeyConditionExpression: `${names.partition} = :partition${operator ? ` AND ${names.sort} ${operator} ${bounds}` : ''}`,
    ExpressionAttributeValues: {
      ':partition': wireText(value),
      ...(from !== undefined && { ':from': wireText(from) }),
      ...(to !== undefined && { ':to': wireText(to) }),
    },
  };
}

/** All items of a range, up to its limit if there is one. */
export async function queryAll<Item>(table: Table, partition: Partition<Item>, range: Range = {}): Promise<Item[]> {
  const { limit } = range;
  const items: Item[] = [];
  let start: Start;
  do {
    const rest = limit === undefined ? range : { ...range, limit: limit - items.length };
    const page = await queryOnce(table, partition, rest, start);
    items.push(...page.items);
    start = page.next;
  } while (start && items.length < (limit ?? Infinity));
  return items;
}

/** The sort keys of a range of an index. */
export async function queryKeys(table: Table, partition: IndexPartition, range: Range = {}): Promise<string[]> {
  const { sort } = partition.index;
  const entries = await queryAll<Record<string, string>>(table, partition, { ...range, only: sort });
  return entries.map((entry) => entry[sort] ?? '');
}

/**
 * Up to `limit` of them; `next` is the last one where more follow (one more is read to know it).
 */
export async function queryPage(
  table: Table,
  partition: IndexPartition,
  range: Range,
  limit: number,
): Promise<{ keys: string[]; next?: string }> {
  if (limit <= 0) return { keys: [] };
  const found = await queryKeys(table, partition, { ...range, limit: limit + 1 });
  const keys = found.slice(0, limit);
  const last = keys.at(-1);
  return found.length > limit && last !== undefined ? { keys, next: last } : { keys };
}

/** A page of the table, of 1 MB, and where it goes on. Eventually consistent where it does not say otherwise. */
export async function scanPage(
  { client, tableName, retry }: Table,
  start: Key | undefined,
  consistent = false,
): Promise<{ items: AnyItem[]; next: Key | undefined }> {
  const input = { TableName: tableName, ExclusiveStartKey: start && wireKey(start), ConsistentRead: consistent };
  const { Items = [], LastEvaluatedKey } = await retry(() => client.send(new ScanCommand(input)));
  return { items: Items.map(anyFromWire), next: LastEvaluatedKey && anyFromWire(LastEvaluatedKey) };
}
