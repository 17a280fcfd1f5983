import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { itemBytes, readUnits, writeUnits } from '../../../tools/hard-dynamodb/sizes.ts';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

let table: HardTable;
beforeEach(async () => {
  table = await createHardTable();
});
afterEach(() => table.drop());

const key = (pk: string, sk = 'item') => ({ pk, sk });
const indexed = (pk: string, listSk = pk) => ({ ...key(pk), listPk: 'USER', listSk });
const text = (kilobytes: number) => 'x'.repeat(1024 * kilobytes - 100);
const metered = () => ({ TableName: table.tableName, ReturnConsumedCapacity: 'INDEXES' as const });

/** Of the table, and of its indexes by name. */
function unitsOf(consumed: ConsumedCapacity | undefined) {
  const indexes = Object.entries(consumed?.GlobalSecondaryIndexes ?? {});
  return [
    consumed?.Table?.CapacityUnits,
    Object.fromEntries(indexes.map(([name, { CapacityUnits }]) => [name, CapacityUnits])),
  ];
}
const put = async (Item: object, more = {}) =>
  unitsOf(
    (await table.documentClient.send(new PutCommand({ ...metered(), Item: { ...Item }, ...more }))).ConsumedCapacity,
  );
const update = async (Key: object, UpdateExpression: string, values: object) =>
  unitsOf(
    (
      await table.documentClient.send(
        new UpdateCommand({
          ...metered(),
          Key: { ...Key },
          UpdateExpression,
          ExpressionAttributeValues: { ...values },
        }),
      )
    ).ConsumedCapacity,
  );
const remove = async (Key: object) =>
  unitsOf((await table.documentClient.send(new DeleteCommand({ ...metered(), Key: { ...Key } }))).ConsumedCapacity);
const get = async (Key: object, more = {}) =>
  unitsOf(
    (await table.documentClient.send(new GetCommand({ ...metered(), Key: { ...Key }, ...more }))).ConsumedCapacity,
  );
const query = async (pk: string, more = {}) => {
  const { ConsumedCapacity } = await table.documentClient.send(
    new QueryCommand({
      ...metered(),
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': pk },
      ...more,
    }),
  );
  return unitsOf(ConsumedCapacity);
};

test('a write is charged by KB: the larger of before and after', async () => {
  expect(await put(key('a'))).toEqual([1, {}]);
  expect(await put({ ...key('a'), text: text(3) })).toEqual([3, {}]);
  expect(await put(key('a'))).toEqual([3, {}]);
  expect(await update(key('a'), 'SET #t = :t'.replace('#t', 'more'), { ':t': text(2) })).toEqual([2, {}]);
  expect(await remove(key('a'))).toEqual([2, {}]);
  expect(await remove(key('a'))).toEqual([1, {}]);
});

test('an index entry is charged when it comes, moves or goes, and not when it stays', async () => {
  expect(await put(indexed('a'))).toEqual([1, { listing: 1 }]);
  expect(await put({ ...indexed('a'), more: 1 })).toEqual([1, {}]);
  expect(await put({ ...indexed('a', 'moved'), duePk: 'd', dueSk: 'd' })).toEqual([1, { listing: 2, due: 1 }]);
  expect(await update(key('a'), 'SET listSk = :s REMOVE dueSk', { ':s': 'moved again' })).toEqual([
    1,
    { listing: 2, due: 1 },
  ]);
  expect(await remove(key('a'))).toEqual([1, { listing: 1 }]);
  expect(await put({ ...key('a'), listPk: 'half of a key' })).toEqual([1, {}]);
});

test('a refused condition is charged for what is there, without indexes', async () => {
  await put({ ...indexed('a'), text: text(3) });
  table.hard.resetCounters();
  await expect(put(indexed('a', 'other'), { ConditionExpression: 'attribute_not_exists(pk)' })).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  await expect(put({ pk: 'no sort key' })).rejects.toMatchObject({ name: 'ValidationException' });
  expect(table.hard.counters().total).toEqual({ read: 0, write: 3 });
});

test('a transaction is charged twice for each item, its indexes once', async () => {
  const { documentClient, tableName: TableName } = table;
  await put({ ...indexed('old'), text: text(2) });
  await put(key('checked'));
  await put(key('updated'));
  const { ConsumedCapacity } = await documentClient.send(
    new TransactWriteCommand({
      ReturnConsumedCapacity: 'INDEXES',
      TransactItems: [
        { Put: { TableName, Item: { ...indexed('new'), text: text(3) } } },
        { Delete: { TableName, Key: key('old') } },
        { ConditionCheck: { TableName, Key: key('checked'), ConditionExpression: 'attribute_exists(pk)' } },
        {
          Update: {
            TableName,
            Key: key('updated'),
            UpdateExpression: 'SET t = :t',
            ExpressionAttributeValues: { ':t': text(2) },
          },
        },
      ],
    }),
  );
  expect(ConsumedCapacity).toHaveLength(1);
  expect(unitsOf(ConsumedCapacity?.[0])).toEqual([2 * (3 + 2 + 1 + 2), { listing: 2 }]);
});

test('a cancelled transaction is charged, too', async () => {
  const { documentClient, tableName: TableName } = table;
  await put(key('a'));
  table.hard.resetCounters();
  const TransactItems = ['a', 'b'].map((pk) => ({
    Put: { TableName, Item: indexed(pk), ConditionExpression: 'attribute_not_exists(pk)' },
  }));
  await expect(documentClient.send(new TransactWriteCommand({ TransactItems }))).rejects.toThrow('cancelled');
  expect(table.hard.counters().total).toEqual({ read: 0, write: 4 });
});

test('a read is charged by 4 KB, half if it is eventual, and also where nothing is', async () => {
  await put({ ...key('a'), text: text(5) });
  expect(await get(key('a'))).toEqual([1, {}]);
  expect(await get(key('a'), { ConsistentRead: true })).toEqual([2, {}]);
  expect(await get(key('a'), { ConsistentRead: true, ProjectionExpression: 'pk' })).toEqual([2, {}]);
  expect(await get(key('none'))).toEqual([0.5, {}]);
  expect(await get(key('none'), { ConsistentRead: true })).toEqual([1, {}]);
});

test('reads of several items', async () => {
  const { documentClient, tableName: TableName } = table;
  await put({ ...key('a'), text: text(5) });
  const Gets = ['a', 'none'].map((pk) => ({ Get: { TableName, Key: key(pk) } }));
  const transaction = await documentClient.send(
    new TransactGetCommand({ TransactItems: Gets, ReturnConsumedCapacity: 'INDEXES' }),
  );
  expect(transaction.ConsumedCapacity?.map(unitsOf)).toEqual([[4 + 2, {}]]);
  const batch = (more: object) =>
    documentClient.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: [key('a'), key('none')], ...more } },
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
  expect((await batch({})).ConsumedCapacity?.map(unitsOf)).toEqual([[1 + 0.5, {}]]);
  expect((await batch({ ConsistentRead: true })).ConsumedCapacity?.map(unitsOf)).toEqual([[2 + 1, {}]]);
  expect((await batch({ ProjectionExpression: 'pk' })).ConsumedCapacity?.map(unitsOf)).toEqual([[1 + 0.5, {}]]);
});

test('a batch of writes is charged as single writes', async () => {
  await put(indexed('gone'));
  const requests = [
    { PutRequest: { Item: { ...indexed('new'), text: text(2) } } },
    { DeleteRequest: { Key: key('gone') } },
    { DeleteRequest: { Key: key('none') } },
  ];
  const { ConsumedCapacity } = await table.documentClient.send(
    new BatchWriteCommand({ RequestItems: { [table.tableName]: requests }, ReturnConsumedCapacity: 'INDEXES' }),
  );
  expect(ConsumedCapacity?.map(unitsOf)).toEqual([[2 + 1 + 1, { listing: 2 }]]);
});

test('a query is charged for the sum of what it reads, before any filter', async () => {
  for (const sk of ['1', '2', '3']) await put({ ...key('q', sk), text: text(2) });
  expect(await query('q', { ConsistentRead: true })).toEqual([2, {}]);
  expect(await query('q')).toEqual([1, {}]);
  expect(await query('q', { Select: 'COUNT' })).toEqual([1, {}]);
  const filter = { FilterExpression: 'pk = :p AND sk = :p', ConsistentRead: true };
  await expect(query('q', filter)).rejects.toMatchObject({ name: 'ValidationException' });
  expect(await query('q', { FilterExpression: '#t = :p', ExpressionAttributeNames: { '#t': 'text' } })).toEqual([
    1,
    {},
  ]);
  expect(await query('none')).toEqual([0.5, {}]);
  expect(await query('none', { ConsistentRead: true })).toEqual([1, {}]);
});

test('a query of an index is charged to the index, and a scan to each of its partitions', async () => {
  const { documentClient } = table;
  for (const pk of ['a', 'b']) await put({ ...indexed(pk), text: text(4) });
  const listing = {
    IndexName: 'listing',
    KeyConditionExpression: 'listPk = :p',
    ExpressionAttributeValues: { ':p': 'USER' },
  };
  expect(await query('USER', listing)).toEqual([0, { listing: 0.5 }]);
  table.hard.resetCounters();
  const { ConsumedCapacity } = await documentClient.send(new ScanCommand({ ...metered(), ConsistentRead: true }));
  expect(unitsOf(ConsumedCapacity)).toEqual([2, {}]);
  expect(table.hard.counters().units).toEqual({
    [`${table.tableName}: a`]: { read: 1, write: 0 },
    [`${table.tableName}: b`]: { read: 1, write: 0 },
  });
});

test('what nobody asked for is not said, and the total has no parts', async () => {
  const { documentClient, tableName: TableName } = table;
  const silent = await documentClient.send(new PutCommand({ TableName, Item: key('a') }));
  expect(silent.ConsumedCapacity).toBeUndefined();
  const total = await documentClient.send(
    new PutCommand({ TableName, Item: indexed('a'), ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(total.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 2 });
});

test.each([
  [{ pk: { S: 'abc' } }, 5],
  [{ ü: { S: 'ü' } }, 4],
  [{ n: { N: '0' } }, 2],
  [{ n: { N: '1234500' } }, 5],
  [{ n: { N: '-12.345' } }, 6],
  [{ n: { N: '3.14159' } }, 6],
  [{ n: { N: '123456' } }, 5],
  [{ n: { N: '0.00120' } }, 3],
  [{ n: { N: '1E125' } }, 3],
  [{ n: { N: '1.5e-3' } }, 3],
  [{ b: { B: 'AAEC' } }, 4],
  [{ b: { BOOL: true }, n: { NULL: true } }, 4],
  [{ s: { SS: ['a', 'bc'] } }, 4],
  [{ l: { L: [] } }, 4],
  [{ l: { L: [{ S: 'ab' }, { M: { k: { S: 'v' } } }] } }, 1 + 3 + (1 + 2) + (1 + 3 + 1 + 1 + 1)],
])('the size of %j is %i', (item, bytes) => {
  expect(itemBytes(item)).toBe(bytes);
});

test('units begin with the first byte', () => {
  expect([0, 1, 1024, 1025].map(writeUnits)).toEqual([1, 1, 1, 2]);
  expect([0, 1, 4096, 4097].map((bytes) => readUnits(bytes, 0.5))).toEqual([0.5, 0.5, 0.5, 1]);
});
