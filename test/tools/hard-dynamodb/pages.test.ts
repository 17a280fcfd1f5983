import {
  BatchGetCommand,
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';
import { wholePlay } from '../../support/sizes.ts';

const KB = 1024;
let table: HardTable;
beforeAll(async () => {
  // Only sizes matter here.
  table = await createHardTable({ settings: { writeUnits: Infinity, readUnits: Infinity } });
});
afterAll(() => table.drop());

const sized = (pk: string, sk: string, bytes: number) => ({
  pk,
  sk,
  t: 'x'.repeat(bytes - (pk.length + sk.length + 5)),
});
async function fill(pk: string, count: number, bytes: number) {
  const items = Array.from({ length: count }, (_, at) => sized(pk, String(at).padStart(3, '0'), bytes));
  for (let from = 0; from < count; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.documentClient.send(new BatchWriteCommand({ RequestItems: { [table.tableName]: requests } }));
  }
  return items;
}
const query = (pk: string, more: object = {}) =>
  table.documentClient.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': pk },
      ReturnConsumedCapacity: 'TOTAL',
      ...more,
    }),
  );
const NOTHING = {
  FilterExpression: 't = :none',
  ExpressionAttributeValues: { ':p': 'filtered', ':none': '' },
};

test('a page ends with the item that makes it 1 MB', async () => {
  await fill('whole', 20, 100 * KB);
  const first = await query('whole');
  expect(first.Count).toBe(11);
  expect(first.LastEvaluatedKey).toEqual({ pk: 'whole', sk: '010' });
  expect(first.ConsumedCapacity?.CapacityUnits).toBe((11 * 25) / 2);
  const second = await query('whole', { ExclusiveStartKey: first.LastEvaluatedKey });
  expect(second.Count).toBe(9);
  expect(second.LastEvaluatedKey).toBeUndefined();
});

test('a page is measured before filters, projections and counts', async () => {
  await fill('filtered', 20, 100 * KB);
  const first = await query('filtered', NOTHING);
  expect(first).toMatchObject({ Count: 0, ScannedCount: 11, LastEvaluatedKey: { pk: 'filtered', sk: '010' } });
  expect(first.ConsumedCapacity?.CapacityUnits).toBe((11 * 25) / 2);
  const second = await query('filtered', { ...NOTHING, ExclusiveStartKey: first.LastEvaluatedKey });
  expect(second).toMatchObject({ Count: 0, ScannedCount: 9 });
  expect(second.LastEvaluatedKey).toBeUndefined();
  expect(await query('filtered', { Select: 'COUNT' })).toMatchObject({ Count: 11, ScannedCount: 11 });
  expect((await query('filtered', { ProjectionExpression: 'sk' })).Items).toHaveLength(11);
});

test('a limit counts what is read', async () => {
  const page = await query('filtered', { ...NOTHING, Limit: 3 });
  expect(page).toMatchObject({ Count: 0, ScannedCount: 3, LastEvaluatedKey: { pk: 'filtered', sk: '002' } });
});

test('a scan has pages, too', async () => {
  const counts: number[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.documentClient.send(
      new ScanCommand({
        TableName: table.tableName,
        ExclusiveStartKey: start,
        FilterExpression: 'attribute_exists(nope)',
      }),
    );
    counts.push(page.ScannedCount ?? 0);
    start = page.LastEvaluatedKey;
  } while (start);
  expect(counts).toEqual([11, 11, 11, 7]);
});

test('smaller pages, as settings, are the same without large items', async () => {
  await fill('small', 5, KB);
  table.hard.set({ pageBytes: 2 * KB });
  const listing = await query('small');
  expect(listing.Items?.map(({ sk }) => String(sk))).toEqual(['000', '001']);
  expect(listing.LastEvaluatedKey).toEqual({ pk: 'small', sk: '001' });
  expect(await query('small', { Select: 'COUNT' })).toMatchObject({ Count: 2, LastEvaluatedKey: { sk: '001' } });
  const backward = await query('small', { ScanIndexForward: false });
  expect(backward.LastEvaluatedKey).toEqual({ pk: 'small', sk: '003' });
  table.hard.set({ pageBytes: KB * KB });
});

const readBatch = async (keys: readonly object[], more: object = {}) => {
  const { tableName, documentClient } = table;
  const Keys = keys.map((one) => ({ ...one }));
  const answer = await documentClient.send(
    new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ...more } }, ReturnConsumedCapacity: 'TOTAL' }),
  );
  const sortKeys = (items: readonly Record<string, unknown>[] = []) => items.map(({ sk }) => String(sk)).toSorted();
  return {
    read: sortKeys(answer.Responses?.[tableName]),
    left: sortKeys(answer.UnprocessedKeys?.[tableName]?.Keys),
    units: answer.ConsumedCapacity?.[0]?.CapacityUnits,
  };
};

wholePlay('a batch reads at most 16 MB', async () => {
  const items = await fill('batch', 45, 390 * KB);
  const { read, left, units } = await readBatch(items.map(({ pk, sk }) => ({ pk, sk })));
  expect(read).toHaveLength(42);
  expect(left).toHaveLength(3);
  expect([...read, ...left].toSorted()).toEqual(items.map(({ sk }) => sk));
  expect(units).toBe((42 * 98) / 2);
});

test('smaller batches, as settings, are the same', async () => {
  const items = await fill('small batch', 5, 3 * KB);
  const keys = items.map(({ pk, sk }) => ({ pk, sk }));
  table.hard.set({ batchBytes: 7 * KB });
  const cut = { read: ['000', '001'], left: ['002', '003', '004'], units: 1 };
  expect(await readBatch(keys)).toEqual(cut);
  expect(await readBatch(keys, { ProjectionExpression: 'sk' })).toEqual(cut);
  table.hard.set({ batchBytes: 16 * KB * KB });
});

test('an item has at most 400 KB, a transaction 4 MB', async () => {
  const { documentClient, tableName: TableName } = table;
  const put = (bytes: number) =>
    documentClient.send(new PutCommand({ TableName, Item: sized('item', 'large', bytes) }));
  await put(400 * KB);
  await expect(put(400 * KB + 1)).rejects.toMatchObject({ name: 'ValidationException' });
  const transact = (bytes: number) =>
    documentClient.send(
      new TransactWriteCommand({
        TransactItems: Array.from({ length: 16 }, (_, at) => ({
          Put: { TableName, Item: sized('transaction', String(at), bytes) },
        })),
      }),
    );
  await transact(255 * KB);
  await expect(transact(257 * KB)).rejects.toMatchObject({ name: 'ValidationException' });
});
