import { BatchGetItemCommand, BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { itemUnder, type AnyItem, type ItemKey, type Key } from './key.ts';
import type { Table } from './open-table.ts';
import { UnprocessedKeysError } from './retry.ts';
import { anyFromWire, toWire, wireKey, type WireItem } from './wire.ts';

/** DynamoDB's limits for one batch. */
const READ_BATCH = 100;
const WRITE_BATCH = 25;
const PARALLEL_BATCHES = { concurrency: 4 };

/** What was found under a key that was asked for; undefined where there is nothing. */
export type Found = <Item>(key: ItemKey<Item>) => Item | undefined;

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** Reads the items under these keys. */
export async function getItems(table: Table, keys: readonly Key[], consistent: boolean): Promise<Found> {
  // A batch that names an item twice is refused.
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const batches = slices(distinct, READ_BATCH);
  const found = await pMap(batches, (batch) => getBatch(table, batch, consistent), PARALLEL_BATCHES);
  const items = new Map(found.flat().map((item) => [nameOf(item), item]));
  return (key) => {
    const item = items.get(nameOf(key));
    return item && itemUnder(key, item);
  };
}

/** DynamoDB may answer a batch in part; the rest is asked for again, with the pauses of a retry. */
async function getBatch({ client, tableName, retry }: Table, keys: readonly Key[], consistent: boolean) {
  const items: AnyItem[] = [];
  let open: WireItem[] = keys.map(wireKey);
  await retry(async () => {
    const request = { RequestItems: { [tableName]: { Keys: open, ConsistentRead: consistent } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request));
    items.push(...(Responses?.[tableName] ?? []).map(anyFromWire));
    open = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (open.length > 0) throw new UnprocessedKeysError(`${open.length} of ${keys.length} items were not read`);
  });
  return items;
}

/** Deletes items, whatever they hold. */
export const deleteItems = (table: Table, keys: readonly Key[]): Promise<void> =>
  writeItems(
    table,
    keys.map((key) => ({ DeleteRequest: { Key: wireKey(key) } })),
  );

/** Writes items over whatever is under their keys. */
export const putItems = (table: Table, items: readonly Key[]): Promise<void> =>
  writeItems(
    table,
    items.map((item) => ({ PutRequest: { Item: toWire(item) } })),
  );

async function writeItems(table: Table, requests: readonly WriteRequest[]): Promise<void> {
  await pMap(slices(requests, WRITE_BATCH), (batch) => writeBatch(table, batch), PARALLEL_BATCHES);
}

async function writeBatch({ client, tableName, retry }: Table, requests: readonly WriteRequest[]): Promise<void> {
  let open: WriteRequest[] = [...requests];
  await retry(async () => {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: open } }));
    open = UnprocessedItems?.[tableName] ?? [];
    if (open.length > 0) throw new UnprocessedKeysError(`${open.length} of ${requests.length} items were not written`);
  });
}

/** Pieces of at most `size`. */
export function slices<Element>(list: readonly Element[], size: number): Element[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
