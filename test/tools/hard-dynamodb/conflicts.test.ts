import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

let table: HardTable;
beforeAll(async () => {
  table = await createHardTable();
});
afterAll(() => table.drop());
afterEach(() => table.hard.clearFaults());

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const key = (pk: string) => ({ pk, sk: 'item' });
const put = (pk: string, rest = {}) => ({ Put: { TableName: table.tableName, Item: key(pk), ...rest } });
const transact = (...TransactItems: Actions) => table.documentClient.send(new TransactWriteCommand({ TransactItems }));
const write = (pk: string) =>
  table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: { ...key(pk), written: true } }));
const read = async (pk: string) => {
  const { Item } = await table.documentClient.send(new GetCommand({ TableName: table.tableName, Key: key(pk) }));
  return Item;
};

async function reasonsOf(sent: Promise<unknown>): Promise<CancellationReason[]> {
  const error: unknown = await sent.catch((thrown: unknown) => thrown);
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
  throw error;
}
const codesOf = async (sent: Promise<unknown>) => (await reasonsOf(sent)).map(({ Code }) => Code);

/** A transaction that is in flight until it is released. */
async function inFlight(...actions: Actions) {
  const held = table.hard.hold({ operation: 'TransactWriteItems' });
  const done = transact(...actions);
  await held.arrived;
  return { release: held.release, done };
}

test('a transaction that touches an item of one in flight is cancelled, with a reason for each item', async () => {
  const first = await inFlight(put('a'), put('b'));
  expect(await codesOf(transact(put('c'), put('b')))).toEqual(['None', 'TransactionConflict']);
  expect(await read('c')).toBeUndefined();
  first.release();
  await first.done;
  await transact(put('c'), put('b'));
});

test('an item is in flight until the transaction is answered, also after it was written', async () => {
  const held = table.hard.hold({ operation: 'TransactWriteItems', when: 'after' });
  const first = transact(put('late'));
  await held.arrived;
  expect(await read('late')).toEqual(key('late'));
  expect(await codesOf(transact(put('late')))).toEqual(['TransactionConflict']);
  held.release();
  await first;
});

test('conditions of the other items are reported, too, with what is there', async () => {
  await write('taken');
  const first = await inFlight(put('busy'));
  const isAbsent = { ConditionExpression: 'attribute_not_exists(#p)', ExpressionAttributeNames: { '#p': 'pk' } };
  const update = {
    Update: {
      TableName: table.tableName,
      Key: key('taken'),
      UpdateExpression: 'SET #n = :n',
      ConditionExpression: '#w = :w',
      ExpressionAttributeNames: { '#n': 'name', '#w': 'written' },
      ExpressionAttributeValues: { ':n': 1, ':w': false },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
  expect(await reasonsOf(transact(put('busy'), put('new', isAbsent), update))).toEqual([
    expect.objectContaining({ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }),
    { Code: 'None' },
    expect.objectContaining({
      Code: 'ConditionalCheckFailed',
      Item: { pk: { S: 'taken' }, sk: { S: 'item' }, written: { BOOL: true } },
    }),
  ]);
  expect(await read('new')).toBeUndefined();
  first.release();
  await first.done;
});

test('single writes of an item in flight are refused', async () => {
  const first = await inFlight(put('single'));
  const { tableName: TableName, documentClient } = table;
  const Key = key('single');
  const refused = { name: 'TransactionConflictException' };
  await expect(write('single')).rejects.toMatchObject(refused);
  await expect(documentClient.send(new DeleteCommand({ TableName, Key }))).rejects.toMatchObject(refused);
  await expect(documentClient.send(new UpdateCommand({ TableName, Key }))).rejects.toMatchObject(refused);
  first.release();
  await first.done;
  await write('single');
});

test('a batch leaves unprocessed what is in flight', async () => {
  const first = await inFlight(put('batch 1'));
  const { tableName, documentClient } = table;
  const requests = ['batch 1', 'batch 2'].map((pk) => ({ PutRequest: { Item: key(pk) } }));
  const { UnprocessedItems } = await documentClient.send(
    new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
  );
  expect(UnprocessedItems).toEqual({ [tableName]: [requests[0]] });
  expect(await read('batch 1')).toBeUndefined();
  expect(await read('batch 2')).toBeDefined();
  first.release();
  await first.done;
});

test('a batch or a transaction that names an item twice is not valid', async () => {
  const { tableName, documentClient } = table;
  const request = { DeleteRequest: { Key: key('twice') } };
  const batch = new BatchWriteCommand({ RequestItems: { [tableName]: [request, request] } });
  await expect(documentClient.send(batch)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(transact(put('twice'), put('twice'))).rejects.toMatchObject({ name: 'ValidationException' });
  await write('twice');
});

test.each(['PutItem', 'BatchWriteItem'])('a transaction conflicts with a %s in flight', async (operation) => {
  const { tableName, documentClient } = table;
  const held = table.hard.hold({ operation, key: 'slow' });
  const RequestItems = { [tableName]: [{ PutRequest: { Item: key('slow') } }] };
  const single = operation === 'PutItem' ? write('slow') : documentClient.send(new BatchWriteCommand({ RequestItems }));
  await held.arrived;
  expect(await codesOf(transact(put('other'), put('slow')))).toEqual(['None', 'TransactionConflict']);
  held.release();
  await single;
  await transact(put('slow'));
});

test('single writes of one item wait for one another', async () => {
  const held = table.hard.hold({ operation: 'PutItem' });
  const { tableName: TableName, documentClient } = table;
  const first = write('queue');
  await held.arrived;
  const second = documentClient.send(
    new UpdateCommand({
      TableName,
      Key: key('queue'),
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': 2 },
    }),
  );
  held.release();
  await Promise.all([first, second]);
  expect(await read('queue')).toEqual({ ...key('queue'), written: true, n: 2 });
});

test('a read by transaction conflicts with writes, and other reads do not', async () => {
  const first = await inFlight(put('read'));
  const { tableName: TableName, documentClient } = table;
  const get = (...pks: string[]) =>
    documentClient.send(
      new TransactGetCommand({ TransactItems: pks.map((pk) => ({ Get: { TableName, Key: key(pk) } })) }),
    );
  expect(await codesOf(get('none', 'read'))).toEqual(['None', 'TransactionConflict']);
  expect(await read('read')).toBeUndefined();
  first.release();
  await first.done;
  expect((await get('read')).Responses).toEqual([{ Item: key('read') }]);
});

test('the second of two transactions may be held, and conflicts may be switched off', async () => {
  const held = table.hard.hold({ operation: 'TransactWriteItems', nth: 2 });
  await transact(put('one'));
  const second = transact(put('two'));
  await held.arrived;
  table.hard.set({ conflicts: false });
  await expect(transact(put('two'))).resolves.toBeDefined();
  table.hard.set({ conflicts: true });
  held.release();
  await second;
});

test('a transaction is in flight for as long as the settings say', async () => {
  const slept: number[] = [];
  const slow = await createHardTable({
    settings: { transactionBeforeMs: 30, transactionAfterMs: 40 },
    time: { sleep: async (ms) => slept.push(ms) },
  });
  const TransactItems = [{ Put: { TableName: slow.tableName, Item: key('a') } }];
  await slow.documentClient.send(new TransactWriteCommand({ TransactItems }));
  await slow.drop();
  expect(slept).toEqual([30, 40]);
});

test('conflicts are counted', async () => {
  table.hard.resetCounters();
  const first = await inFlight(put('counted'));
  await expect(write('counted')).rejects.toThrow('Transaction is ongoing for the item');
  await codesOf(transact(put('counted')));
  expect(table.hard.counters()).toMatchObject({ conflicts: 2, calls: { TransactWriteItems: 2, PutItem: 1 } });
  first.release();
  await first.done;
});
