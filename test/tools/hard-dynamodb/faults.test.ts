import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

let table: HardTable;
const slept: number[] = [];
beforeAll(async () => {
  table = await createHardTable({ time: { sleep: async (ms) => slept.push(ms) } });
});
afterAll(() => table.drop());
afterEach(() => table.hard.clearFaults());

const key = (pk: string) => ({ pk, sk: 'item' });
const write = (pk: string) => table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: key(pk) }));
const read = async (pk: string) => {
  const { Item } = await table.documentClient.send(new GetCommand({ TableName: table.tableName, Key: key(pk) }));
  return Item;
};
const transact = (...pks: string[]) =>
  table.documentClient.send(
    new TransactWriteCommand({
      TransactItems: pks.map((pk) => ({ Put: { TableName: table.tableName, Item: key(pk) } })),
    }),
  );

test.each([
  ['throttle', { name: 'ThrottlingException' }, false],
  ['conflict', { name: 'TransactionConflictException' }, false],
  ['error', { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } }, false],
  ['reset', { code: 'ECONNRESET' }, false],
  ['lost', { code: 'ECONNRESET' }, true],
  ['errorAfter', { name: 'InternalServerError' }, true],
] as const)('%s', async (kind, error, isWritten) => {
  table.hard.fault({ kind, operation: 'PutItem', times: 1 });
  await expect(write(kind)).rejects.toMatchObject(error);
  expect(await read(kind)).toEqual(isWritten ? key(kind) : undefined);
  await write(kind);
  expect(table.hard.counters().faults[kind]).toBe(1);
});

test.each([
  ['throttle', 'ThrottlingError'],
  ['conflict', 'TransactionConflict'],
] as const)('%s of a transaction is a reason of its cancellation', async (kind, Code) => {
  table.hard.fault({ kind, nth: 1 });
  await expect(transact('x', 'y')).rejects.toMatchObject({ CancellationReasons: [{ Code }, { Code }] });
  await transact('x', 'y');
});

test('throttle of a read, of a query and of a batch', async () => {
  const { tableName: TableName, documentClient } = table;
  table.hard.fault({ kind: 'throttle' });
  await expect(read('x')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  const query = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'x' } };
  await expect(documentClient.send(new QueryCommand({ TableName, ...query }))).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
  });
  const RequestItems = { [TableName]: [{ PutRequest: { Item: key('x') } }] };
  await expect(documentClient.send(new BatchWriteCommand({ RequestItems }))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
});

test('a conflict of a batch leaves all of it unprocessed', async () => {
  table.hard.fault({ kind: 'conflict' });
  const RequestItems = { [table.tableName]: [{ PutRequest: { Item: key('unprocessed') } }] };
  const { UnprocessedItems } = await table.documentClient.send(new BatchWriteCommand({ RequestItems }));
  expect(UnprocessedItems).toEqual(RequestItems);
  expect(await read('unprocessed')).toBeUndefined();
});

test('delay carries out later, 5 s where nothing else is said', async () => {
  table.hard.fault({ kind: 'delay', nth: 1 });
  table.hard.fault({ kind: 'delay', nth: 2, ms: 70 });
  await write('delay 1');
  await write('delay 2');
  expect(slept).toEqual([5_000, 70]);
});

test('a black hole never answers', async () => {
  table.hard.fault({ kind: 'blackHole', key: 'hole' });
  const given = new AbortController();
  const sent = table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: key('hole') }), {
    abortSignal: given.signal,
  });
  await write('others are answered');
  given.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
});

test('by the nth call, by the beginning of a key, and taken back', async () => {
  const takeBack = table.hard.fault({ kind: 'error', operation: ['PutItem', 'UpdateItem'], key: 'USER#', nth: 2 });
  await write('GROUP#1');
  await write('USER#1');
  await write('GROUP#2');
  await read('USER#1');
  await expect(write('USER#2')).rejects.toMatchObject({ name: 'InternalServerError' });
  await write('USER#3');
  takeBack();
  const takeBackOther = table.hard.fault({ kind: 'error' });
  await expect(write('a')).rejects.toMatchObject({ name: 'InternalServerError' });
  takeBackOther();
  await write('a');
});

test('by rate: the same seed has the same faults', async () => {
  const play = async (seed: number) => {
    table.hard.set({ seed });
    const takeBack = table.hard.fault({ kind: 'error', rate: 0.3 });
    const failed: number[] = [];
    for (let at = 0; at < 40; at += 1) await write('rate').catch(() => failed.push(at));
    takeBack();
    return failed;
  };
  const first = await play(7);
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(40);
  expect(await play(7)).toEqual(first);
  expect(await play(8)).not.toEqual(first);
});

test('a read is no match for a conflict', async () => {
  table.hard.fault({ kind: 'conflict', nth: 1 });
  await read('conflict');
  await expect(write('conflict')).rejects.toMatchObject({ name: 'TransactionConflictException' });
});

test('two faults of the same rate do not meet at the same calls', async () => {
  table.hard.resetCounters();
  table.hard.fault({ kind: 'error', rate: 0.3 });
  table.hard.fault({ kind: 'throttle', rate: 0.3 });
  for (let at = 0; at < 30; at += 1) await write('rates').catch(() => undefined);
  expect(Object.keys(table.hard.counters().faults).toSorted()).toEqual(['error', 'throttle']);
});

test('latency of every call', async () => {
  slept.length = 0;
  table.hard.set({ latencyMs: 10 });
  await write('latency');
  await read('latency');
  table.hard.set({ latencyMs: 0 });
  await read('latency');
  expect(slept).toEqual([10, 10]);
});
