import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { crc32 } from 'node:zlib';
import { CONTROL_HEADER, CONTROL_PATH } from '../../../tools/hard-dynamodb/control-api.ts';
import { startHardDynamoDb } from '../../../tools/hard-dynamodb/hard-dynamodb.ts';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';

let table: HardTable;
beforeAll(async () => {
  table = await createHardTable({ stream: true });
});
afterAll(() => table.drop());

const Key = { pk: 'a', sk: 'item' };

/** As the SDK sends it, with the headers of the answer. */
const send = async (operation: string, input: object) => {
  const response = await fetch(table.hard.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=a',
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
};
const control = async (body?: object) => {
  const response = await fetch(`${table.hard.endpoint}${CONTROL_PATH}`, {
    headers: { [CONTROL_HEADER]: 'test' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test('streams and the control plane are passed on', async () => {
  const streams = new DynamoDBStreamsClient({ endpoint: table.hard.endpoint });
  await table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: Key }));
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName: table.tableName }));
  const StreamArn = Streams?.[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  expect(StreamDescription?.TableName).toBe(table.tableName);
  const { TableNames } = await table.client.send(new ListTablesCommand({}));
  expect(TableNames).toContain(table.tableName);
  streams.destroy();
});

test('a checksum is that of the body, or there is none', async () => {
  const input = { TableName: table.tableName, Key: { pk: { S: 'a' }, sk: { S: 'item' } } };
  const plain = await send('GetItem', input);
  expect(plain.headers.get('x-amz-crc32')).toBe(String(crc32(plain.text)));
  const changed = await send('GetItem', { ...input, ReturnConsumedCapacity: 'TOTAL' });
  expect(changed.text).toContain('ConsumedCapacity');
  expect(changed.headers.get('x-amz-crc32')).toBeNull();
});

test('connections are kept', async () => {
  const { headers } = await send('ListTables', {});
  expect(headers.get('connection')).not.toBe('close');
});

test('what is not understood is answered by DynamoDB Local', async () => {
  const { status, text } = await send('PutItem', { TableName: table.tableName, Item: { pk: { S: 'half a key' } } });
  expect([status, text]).toEqual([400, expect.stringContaining('ValidationException')]);
  const { text: unknown } = await send('GetItem', { TableName: 'no-such-table', Key: {} });
  expect(unknown).toContain('ResourceNotFoundException');
});

test('another process may control it, too', async () => {
  table.hard.resetCounters();
  const get = () => table.documentClient.send(new GetCommand({ TableName: table.tableName, Key }));
  await control({ faults: [{ kind: 'error', operation: 'GetItem', nth: 1 }] });
  await expect(get()).rejects.toMatchObject({ name: 'InternalServerError' });
  await control({ settings: { readUnits: 0.1 }, indexes: 'pause' });
  await get();
  await expect(get()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  const { body } = await control({ settings: { readUnits: null }, indexes: 'catchUp', clearFaults: true });
  expect(body).toMatchObject({
    settings: { writeUnits: 1_000, readUnits: null },
    counters: { calls: { GetItem: 3 }, throttled: 1, faults: { error: 1 } },
  });
  await get();
  expect((await control({ resetCounters: true })).body).toMatchObject({ counters: { calls: {} } });
});

test.each([
  [{ setings: {} }, '"setings" is not known here'],
  [{ settings: { latency: 1 } }, 'the setting "latency" must be one of conflicts,'],
  [{ settings: { latencyMs: '1' } }, 'the setting "latencyMs" must be'],
  [{ faults: [{ kind: 'fire' }] }, 'a fault has a "kind" (throttle,'],
  [{ faults: [{ kind: 'error', nth: 'first' }] }, 'a fault has a "kind"'],
  [{ indexes: 'stop' }, '"indexes" is "pause" or "catchUp"'],
])('%j is refused', async (body, message) => {
  expect(await control(body)).toEqual({ status: 400, body: { message: expect.stringContaining(message) } });
});

test('a DynamoDB Local that has gone is an error of the server', async () => {
  const hard = await startHardDynamoDb({ upstream: 'http://127.0.0.1:9' });
  const response = await fetch(hard.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });
  const text = await response.text();
  await hard.stop();
  expect([response.status, text]).toEqual([502, expect.stringContaining('does not answer')]);
});
