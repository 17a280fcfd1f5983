import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { INDEXES } from '../../../lambdas/store/table/shape.ts';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

const { listing } = INDEXES;
let now = 0;
let table: HardTable;
beforeEach(async () => {
  table = await createHardTable({ time: { now: () => now } });
});
afterEach(() => table.drop());

const item = (pk: string, sort = pk) => ({ pk, sk: 'item', listPk: 'USER', listSk: sort, more: 'of it' });
const put = (pk: string, sort = pk) =>
  table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: item(pk, sort) }));
const query = (more = {}) =>
  table.documentClient.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: listing.name,
      KeyConditionExpression: `${listing.partition} = :type`,
      ExpressionAttributeValues: { ':type': 'USER' },
      ReturnConsumedCapacity: 'INDEXES',
      ...more,
    }),
  );
const listed = async () => ((await query()).Items ?? []).map(({ listSk }) => String(listSk));

test('an index is up to date where nothing else is said', async () => {
  await put('a');
  expect(await listed()).toEqual(['a']);
});

test('an index trails by the settable time', async () => {
  await put('a');
  table.hard.set({ indexLagMs: 250 });
  await put('b');
  expect(await listed()).toEqual(['a']);
  now += 249;
  await put('c');
  expect(await listed()).toEqual(['a']);
  now += 1;
  expect(await listed()).toEqual(['a', 'b']);
  table.hard.set({ indexLagMs: 0 });
  now += 249;
  expect(await listed()).toEqual(['a', 'b', 'c']);
  await put('d');
  expect(await listed()).toEqual(['a', 'b', 'c', 'd']);
});

test('every way to write an item gets there when the index is let go on', async () => {
  const { documentClient, tableName: TableName, hard } = table;
  await put('deleted');
  await put('moved');
  await put('gone');
  await hard.pauseIndexes();
  await documentClient.send(new DeleteCommand({ TableName, Key: { pk: 'deleted', sk: 'item' } }));
  await documentClient.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'moved', sk: 'item' },
      UpdateExpression: 'SET listSk = :s',
      ExpressionAttributeValues: { ':s': 'zz' },
    }),
  );
  await documentClient.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: item('new') } },
        {
          Update: {
            TableName,
            Key: { pk: 'gone', sk: 'item' },
            UpdateExpression: 'REMOVE listPk, listSk',
          },
        },
      ],
    }),
  );
  await documentClient.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: item('batch') } }] } }),
  );
  expect(await listed()).toEqual(['deleted', 'gone', 'moved']);
  await hard.catchUpIndexes();
  expect(await listed()).toEqual(['batch', 'new', 'zz']);
  await put('after');
  expect(await listed()).toEqual(['after', 'batch', 'new', 'zz']);
});

test('what was not written does not get there', async () => {
  const { documentClient, tableName: TableName, hard } = table;
  await put('a');
  await hard.pauseIndexes();
  const refused = new PutCommand({
    TableName,
    Item: item('a', 'other'),
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await expect(documentClient.send(refused)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await hard.catchUpIndexes();
  expect(await listed()).toEqual(['a']);
});

test('entries, pages and units are those of the index', async () => {
  await table.hard.pauseIndexes();
  await put('a');
  await put('b');
  await table.hard.catchUpIndexes();
  table.hard.set({ indexLagMs: 1_000 });
  const { Items, LastEvaluatedKey, ConsumedCapacity } = await query({ Limit: 1 });
  const entry = { pk: 'a', sk: 'item', listPk: 'USER', listSk: 'a' };
  expect(Items).toEqual([entry]);
  expect(LastEvaluatedKey).toEqual(entry);
  expect(ConsumedCapacity).toEqual({
    TableName: table.tableName,
    CapacityUnits: 0.5,
    Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { listing: { CapacityUnits: 0.5 } },
  });
  expect((await query({ ExclusiveStartKey: LastEvaluatedKey })).Items).toHaveLength(1);
});

test('the table itself does not trail', async () => {
  await table.hard.pauseIndexes();
  await put('a');
  const { Items } = await table.documentClient.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'a' },
    }),
  );
  expect(Items).toEqual([item('a')]);
});

test.each([false, true])('a consistent read of an index is refused, trailing: %s', async (trailing) => {
  if (trailing) await table.hard.pauseIndexes();
  await expect(query({ ConsistentRead: true })).rejects.toMatchObject({ name: 'ValidationException' });
});
