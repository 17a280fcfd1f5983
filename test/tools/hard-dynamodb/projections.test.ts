import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

/** A table whose indexes project more than keys. */
let table: HardTable;
let TableName: string;
beforeAll(async () => {
  table = await createHardTable();
  TableName = `${table.tableName}.projecting`;
  const index = (IndexName: string, projection: object) => ({
    IndexName,
    KeySchema: [{ AttributeName: 'type', KeyType: 'HASH' as const }],
    Projection: projection,
  });
  await table.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: ['id', 'type'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [
        index('whole', { ProjectionType: 'ALL' }),
        index('named', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] }),
        index('keys', { ProjectionType: 'KEYS_ONLY' }),
      ],
    }),
  );
});
afterAll(async () => {
  await table.client.send(new DeleteTableCommand({ TableName }));
  await table.drop();
});

const INDEXES = ['whole', 'named', 'keys'];
const ITEM = { id: 'a', type: 'T', name: 'Anna', note: 'x' };
const read = async () =>
  Promise.all(
    INDEXES.map(async (IndexName) => {
      const { Items } = await table.documentClient.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: '#t = :t',
          ExpressionAttributeNames: { '#t': 'type' },
          ExpressionAttributeValues: { ':t': 'T' },
        }),
      );
      return Items?.[0];
    }),
  );
const set = async (name: string, value: string) => {
  const { ConsumedCapacity } = await table.documentClient.send(
    new UpdateCommand({
      TableName,
      Key: { id: 'a' },
      UpdateExpression: 'SET #n = :v',
      ExpressionAttributeNames: { '#n': name },
      ExpressionAttributeValues: { ':v': value },
      ReturnConsumedCapacity: 'INDEXES',
    }),
  );
  const indexes = Object.entries(ConsumedCapacity?.GlobalSecondaryIndexes ?? {});
  return Object.fromEntries(indexes.map(([index, units]) => [index, units.CapacityUnits]));
};

test('an index is charged for changes of what it projects, and trails with it', async () => {
  await table.documentClient.send(new PutCommand({ TableName, Item: ITEM }));
  const entries = [ITEM, { id: 'a', type: 'T', name: 'Anna' }, { id: 'a', type: 'T' }];
  expect(await read()).toEqual(entries);
  await table.hard.pauseIndexes();
  expect(await set('note', 'y')).toEqual({ whole: 1 });
  expect(await set('name', 'Bea')).toEqual({ whole: 1, named: 1 });
  expect(await set('name', 'Bea')).toEqual({});
  expect(await read()).toEqual(entries);
  await table.hard.catchUpIndexes();
  expect(await read()).toEqual([
    { ...ITEM, name: 'Bea', note: 'y' },
    { id: 'a', type: 'T', name: 'Bea' },
    { id: 'a', type: 'T' },
  ]);
});
