import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

/** A write unit, and a table that takes ten of them a second, ten reads, and no time passes. */
const KB = 'x'.repeat(900);
let now = 0;
let table: HardTable;
beforeAll(async () => {
  table = await createHardTable({ settings: { writeUnits: 10, readUnits: 10 }, time: { now: () => now } });
});
afterAll(() => table.drop());
beforeEach(() => {
  // Every bucket is full again.
  now += 1_000_000;
  table.hard.resetCounters();
});

const key = (pk: string, sk = 'item') => ({ pk, sk });
const put = (item: object) =>
  table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: { ...item } }));
const get = (pk: string) =>
  table.documentClient.send(new GetCommand({ TableName: table.tableName, Key: key(pk), ConsistentRead: true }));
const many = async (times: number, act: (at: number) => Promise<unknown>) => {
  for (let at = 0; at < times; at += 1) await act(at);
};

test('a partition key takes its units a second, and others are not concerned', async () => {
  await many(10, (at) => put({ ...key('hot', String(at)), KB }));
  await expect(put(key('hot'))).rejects.toMatchObject({
    name: 'ThrottlingException',
    throttlingReasons: [
      {
        reason: 'TableWriteKeyRangeThroughputExceeded',
        resource: expect.stringMatching(new RegExp(`^arn:aws:dynamodb:.*:table/${table.tableName}$`)),
      },
    ],
  });
  await put(key('cold'));
  now += 100;
  await put({ ...key('hot'), KB });
  await expect(put(key('hot'))).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(table.hard.counters()).toMatchObject({ throttled: 2, units: { [`${table.tableName}: hot`]: { write: 11 } } });
});

test('what is larger than what is left is taken, and paid for afterwards', async () => {
  await put({ ...key('large'), text: KB.repeat(29) });
  now += 1_500;
  await expect(put(key('large'))).rejects.toMatchObject({ name: 'ThrottlingException' });
  now += 200;
  await put(key('large', 'small'));
});

test('an idle partition saves up what the settings say', async () => {
  table.hard.set({ burstSeconds: 3 });
  now += 1_000_000;
  await many(30, (at) => put({ ...key('saved', String(at)) }));
  await expect(put(key('saved'))).rejects.toMatchObject({ name: 'ThrottlingException' });
  table.hard.set({ burstSeconds: 1 });
});

test('reads have a limit of their own', async () => {
  await put(key('read'));
  await many(10, () => get('read'));
  await expect(get('read')).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [{ reason: 'TableReadKeyRangeThroughputExceeded', resource: expect.any(String) }],
  });
  const query = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'read' } };
  const { documentClient, tableName: TableName } = table;
  await expect(documentClient.send(new QueryCommand({ TableName, ...query }))).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
  });
  await put(key('read'));
});

test('a hot partition of an index throttles the writes of its table', async () => {
  await many(10, (at) => put({ ...key(`user ${at}`), listPk: 'USER', listSk: String(at) }));
  await expect(put({ ...key('user 10'), listPk: 'USER', listSk: '10' })).rejects.toMatchObject({
    name: 'ThrottlingException',
    throttlingReasons: [
      { reason: 'IndexWriteKeyRangeThroughputExceeded', resource: expect.stringMatching(/\/index\/listing$/) },
    ],
  });
  const update = {
    TableName: table.tableName,
    Key: key('user 11'),
    UpdateExpression: 'SET #l = :user, listSk = :id',
    ExpressionAttributeNames: { '#l': 'listPk' },
    ExpressionAttributeValues: { ':user': 'USER', ':id': '11' },
  };
  await expect(table.documentClient.send(new UpdateCommand(update))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
  await put(key('user 10'));
  await put({ ...key('group'), listPk: 'GROUP', listSk: 'g' });
});

test('a transaction is cancelled, with a reason for each item', async () => {
  const { documentClient, tableName: TableName } = table;
  await many(10, (at) => put({ ...key('hot', String(at)) }));
  const TransactItems = ['untouched', 'hot'].map((pk) => ({ Put: { TableName, Item: key(pk) } }));
  await expect(documentClient.send(new TransactWriteCommand({ TransactItems }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }],
  });
  await many(10, () => get('hot'));
  const Gets = ['untouched', 'hot'].map((pk) => ({ Get: { TableName, Key: key(pk) } }));
  await expect(documentClient.send(new TransactGetCommand({ TransactItems: Gets }))).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'None' }, { Code: 'ProvisionedThroughputExceeded' }],
  });
  expect((await get('untouched')).Item).toBeUndefined();
});

test('a batch leaves the rest unprocessed, and is refused where it can do nothing', async () => {
  const { documentClient, tableName } = table;
  const requests = Array.from({ length: 15 }, (_, at) => ({ PutRequest: { Item: key('batch', `${at}`) } }));
  const batch = () => documentClient.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
  expect((await batch()).UnprocessedItems).toEqual({ [tableName]: requests.slice(10) });
  await expect(batch()).rejects.toMatchObject({ name: 'ThrottlingException' });

  const Keys = Array.from({ length: 15 }, (_, at) => key('batch', `${at}`));
  const read = () =>
    documentClient.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }));
  const { Responses, UnprocessedKeys } = await read();
  expect(Responses?.[tableName]).toHaveLength(10);
  expect(UnprocessedKeys).toEqual({ [tableName]: { Keys: Keys.slice(10), ConsistentRead: true } });
  await expect(read()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
});

test('Infinity switches a limit off', async () => {
  table.hard.set({ writeUnits: Infinity });
  await many(20, () => put(key('hot')));
  expect(table.hard.counters().throttled).toBe(0);
  table.hard.set({ writeUnits: 10 });
});

test('another table is another partition', async () => {
  const { documentClient, tableName } = table;
  const TableName = `${tableName}.other`;
  await documentClient.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  await many(10, () => put(key('same')));
  await documentClient.send(new PutCommand({ TableName, Item: { pk: 'same' } }));
  await documentClient.send(new DeleteTableCommand({ TableName }));
  await expect(documentClient.send(new PutCommand({ TableName, Item: { pk: 'same' } }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
