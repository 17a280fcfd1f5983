import { PutCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

let now = 0;
let table: HardTable;
beforeEach(async () => {
  table = await createHardTable({ time: { now: () => now } });
});
afterEach(() => table.drop());

const key = { pk: 'counter', sk: 'item' };
/** Counts up: what is done twice can be seen. */
const count = (ClientRequestToken: string, by = 1, more = {}) =>
  table.documentClient.send(
    new TransactWriteCommand({
      ClientRequestToken,
      TransactItems: [
        {
          Update: {
            TableName: table.tableName,
            Key: key,
            UpdateExpression: 'ADD n :by',
            ExpressionAttributeValues: { ':by': by },
            ...more,
          },
        },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
const counted = async () =>
  (await table.documentClient.send(new GetCommand({ TableName: table.tableName, Key: key }))).Item?.['n'] as number;

test('the same request is carried out once in ten minutes, and succeeds again', async () => {
  await count('token');
  now += 599_000;
  const again = await count('token');
  expect(again.ConsumedCapacity).toEqual([{ TableName: table.tableName, CapacityUnits: 2 }]);
  expect(await counted()).toBe(1);
  await count('another');
  expect(await counted()).toBe(2);
  now += 2_000;
  await count('token');
  expect(await counted()).toBe(3);
});

test('also when its answer was lost', async () => {
  table.hard.fault({ kind: 'lost', nth: 1 });
  await expect(count('token')).rejects.toMatchObject({ code: 'ECONNRESET' });
  await count('token');
  expect(await counted()).toBe(1);
});

test('another request with the token is refused', async () => {
  await count('token');
  await expect(count('token', 2)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  expect(await counted()).toBe(1);
});

test('a request that is still in progress is said to be', async () => {
  const held = table.hard.hold({ operation: 'TransactWriteItems' });
  const first = count('token');
  await held.arrived;
  await expect(count('token')).rejects.toMatchObject({ name: 'TransactionInProgressException' });
  held.release();
  await first;
  await count('token');
  expect(await counted()).toBe(1);
});

test('a transaction that was cancelled may come again', async () => {
  const condition = { ConditionExpression: 'attribute_exists(pk)' };
  await expect(count('token', 1, condition)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  await table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: { ...key, n: 5 } }));
  await count('token', 1, condition);
  expect(await counted()).toBe(6);
});
