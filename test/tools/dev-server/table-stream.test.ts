import { DynamoDBStreamsClient, type _Record } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { openCheckpoints } from '../../../tools/dev-server/events/checkpoints.ts';
import { followStream } from '../../../tools/dev-server/events/table-stream.ts';
import { eventually } from '../../support/eventually.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const { AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = process.env;

let table: TestTable;
beforeEach(async () => {
  table = await createTestTable({ stream: true });
});
afterEach(async () => table.drop());

type Answer = { output: object };

/** Follows the table's stream with a client whose answers go through `alter`, and counts what it asks for. */
function follow(alter: (asked: string, answer: Answer, times: number) => void = () => undefined) {
  const asked: Record<string, number> = {};
  const seen: _Record[] = [];
  const problems: string[] = [];
  const streams = new DynamoDBStreamsClient({ endpoint });
  const count = (name = '', answer?: Answer): void => {
    asked[name] = (asked[name] ?? 0) + 1;
    if (answer) alter(name, answer, asked[name]);
  };
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      count(context.commandName);
      return next(args);
    },
    { step: 'initialize', name: 'count' },
  );
  streams.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      count(context.commandName, answer);
      return answer;
    },
    { step: 'initialize', name: 'count' },
  );
  const stopping = new AbortController();
  const following = followStream({
    dynamodb: table.client,
    streams,
    tableName: table.tableName,
    checkpoints: openCheckpoints().of('test'),
    onRecords: (records) => {
      seen.push(...records);
      return Promise.resolve(records.length);
    },
    onError: (message) => problems.push(message),
    signal: stopping.signal,
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await following;
    streams.destroy();
  };
  const put = (pk: string) =>
    table.documentClient.send(new PutCommand({ TableName: table.tableName, Item: { pk, sk: pk } }));
  return { asked, seen, problems, put, stop };
}

const keysOf = (records: readonly _Record[]) => new Set(records.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S));

test('a stream is listed once, however often it is read', async () => {
  const { asked, seen, put, stop } = follow();
  await put('first');
  await eventually(() => seen.length === 1 || undefined);
  await put('second');
  await eventually(() => seen.length === 2 || undefined);
  await stop();
  expect(keysOf(seen)).toEqual(new Set(['first', 'second']));
  expect(asked).toMatchObject({ DescribeTableCommand: 1, DescribeStreamCommand: 1 });
});

test('it is listed again when a shard has ended: others come from it', async () => {
  const { asked, stop } = follow((name, { output }, times) => {
    if (name === 'GetRecordsCommand' && times === 1) Object.assign(output, { NextShardIterator: undefined });
  });
  await eventually(() => (asked['DescribeStreamCommand'] ?? 0) > 1 || undefined);
  await stop();
  expect(asked).toMatchObject({ DescribeStreamCommand: 2 });
});

test('and after a failure', async () => {
  const { asked, seen, problems, put, stop } = follow((name, _answer, times) => {
    if (name === 'GetRecordsCommand' && times === 1) throw new Error('no answer');
  });
  await put('first');
  await eventually(() => seen.length === 1 || undefined);
  await stop();
  expect(problems).toEqual(["the table's stream cannot be read: no answer"]);
  expect(asked).toMatchObject({ DescribeStreamCommand: 2 });
});
