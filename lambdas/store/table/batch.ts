import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { Key } from './keys.ts';
import { UnprocessedKeysError } from './retry.ts';
import type { Table } from './table.ts';

/** DynamoDB's limits for one batch. */
const READ_BATCH = 100;
const WRITE_BATCH = 25;
const PARALLEL_BATCHES = 4;

type Item = Record<string, unknown>;

/** The items of these keys that there are, in no order. */
export async function getItems<Found extends object>(
  table: Table,
  keys: readonly Key[],
  consistent: boolean,
): Promise<Found[]> {
  // A batch that names an item twice is refused.
  const distinct = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const found = await pMap(slices(distinct, READ_BATCH), (batch) => getBatch(table, batch, consistent), {
    concurrency: PARALLEL_BATCHES,
  });
  return found.flat() as Found[];
}

/** DynamoDB may answer a batch in part; the rest is asked for again, with the pauses of a retry. */
async function getBatch(
  { client, tableName, retry }: Table,
  keys: readonly Key[],
  consistent: boolean,
): Promise<Item[]> {
  const items: Item[] = [];
  let open: Item[] = keys.map((key) => ({ ...key }));
  await retry(async () => {
    const request = { RequestItems: { [tableName]: { Keys: open, ConsistentRead: consistent } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand(request));
    items.push(...(Responses?.[tableName] ?? []));
    open = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (open.length > 0) throw new UnprocessedKeysError(`${open.length} of ${keys.length} items were not read`);
  });
  return items;
}

/** Deletes items, whatever they hold. */
export async function deleteItems(table: Table, keys: readonly Key[]): Promise<void> {
  await pMap(slices(keys, WRITE_BATCH), (batch) => deleteBatch(table, batch), { concurrency: PARALLEL_BATCHES });
}

async function deleteBatch({ client, tableName, retry }: Table, keys: readonly Key[]): Promise<void> {
  let open: object[] = keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  await retry(async () => {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: open } }));
    open = UnprocessedItems?.[tableName] ?? [];
    if (open.length > 0) throw new UnprocessedKeysError(`${open.length} of ${keys.length} items were not deleted`);
  });
}

/** Pieces of at most `size`. */
export function slices<Element>(list: readonly Element[], size: number): Element[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
