import type { DynamoDBRecord } from 'aws-lambda';
import { deliver, type Delivery } from '../../../tools/dev-server/events/event-delivery.ts';
import { mappingsOf } from '../../../tools/dev-server/events/event-source-mapping.ts';
import { createFilter } from '../../../tools/dev-server/events/event-filter.ts';
import type { Outcome } from '../../../tools/dev-server/functions/function-messages.ts';
import { PlainError } from '../../../tools/plain-error.ts';

const records = Array.from({ length: 7 }, (_, index) => ({ dynamodb: { SequenceNumber: String(index + 1) } }));
const ids = (batch: readonly DynamoDBRecord[]): string[] => batch.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');

/** Delivers to a function that answers by what it gets; tells the batches it got, and what was given up. */
async function run(answer: (batch: string[], call: number) => object | Error, settings: Partial<Delivery> = {}) {
  const batches: string[][] = [];
  const givenUp: string[] = [];
  const invoke = (payload: string): Promise<Outcome> => {
    const batch = ids((JSON.parse(payload) as { Records: DynamoDBRecord[] }).Records);
    batches.push(batch);
    const result = answer(batch, batches.length);
    return Promise.resolve(
      result instanceof Error
        ? { ok: false, error: { errorType: 'Error', errorMessage: result.message } }
        : { ok: true, payload: JSON.stringify(result) },
    );
  };
  const target = { name: 'fn', arn: 'arn', invoke, warmUp: async () => {}, kill: () => false, close: async () => {} };
  const done = await deliver(
    {
      target,
      batchSize: 4,
      retries: 1,
      onGivenUp: (batch) => void givenUp.push(...ids(batch)),
      signal: new AbortController().signal,
      ...settings,
    },
    records,
  );
  return { done, batches, givenUp };
}

const failing = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] });
const fine = { batchItemFailures: [] };

test('records come in order, in batches', async () => {
  expect(await run(() => fine)).toEqual({ done: 7, batches: [ids(records.slice(0, 4)), ['5', '6', '7']], givenUp: [] });
});

test('the function says where to begin again', async () => {
  const { batches, done } = await run((_, call) => (call === 1 ? failing('3') : fine));
  expect(batches[0]).toEqual(['1', '2', '3', '4']);
  expect(batches[1]).toEqual(['3']);
  expect(batches.slice(1).flat()).toEqual(['3', '4', '5', '6', '7']);
  expect(done).toBe(7);
});

test('one bad record is found by halves, tried again, and given up alone', async () => {
  const { batches, givenUp, done } = await run((batch) => (batch.includes('3') ? new Error('bad') : fine));
  expect(givenUp).toEqual(['3']);
  expect(done).toBe(7);
  expect(batches.filter((batch) => batch.length === 1 && batch[0] === '3')).toHaveLength(2);
});

test('a signal ends the retries, and what was not delivered is not counted', async () => {
  const stopping = new AbortController();
  const answer = (batch: string[], call: number) => {
    if (call === 3) stopping.abort();
    return batch.includes('1') ? fine : new Error('down');
  };
  expect(await run(answer, { retries: 100, signal: stopping.signal })).toMatchObject({ done: 4, givenUp: [] });
});

const mapping = (properties: object) => {
  const complete = {
    EventSourceArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/local',
    FunctionName: 'fn',
    StartingPosition: 'TRIM_HORIZON',
    MaximumRetryAttempts: 100,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  };
  const Properties = { ...complete, ...properties };
  const resources = { Stream: { Type: 'AWS::Lambda::EventSourceMapping', Properties } };
  return mappingsOf([{ name: 'events', resources, outputs: {}, assets: new Map() }]);
};

test('a mapping says which table, which function, how many at once and how often', () => {
  const expected = { tableName: 't', functionName: 'fn', batchSize: 100, retries: 100, passes: expect.any(Function) };
  expect(mapping({})).toEqual([{ ...expected, keepsFailures: false }]);
  const kept = { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:000000000000:q' } } };
  expect(mapping(kept)).toEqual([{ ...expected, keepsFailures: true }]);
  expect(mapping({ BatchSize: 7, MaximumRetryAttempts: 0 })).toMatchObject([{ batchSize: 7, retries: 0 }]);
});

test.each([
  ['a queue', { EventSourceArn: 'arn:aws:sqs:eu-central-1:000000000000:q' }, 'streams of tables'],
  ['another start', { StartingPosition: 'LATEST' }, 'TRIM_HORIZON'],
  ['retries without end', { MaximumRetryAttempts: -1 }, 'MaximumRetryAttempts'],
  ['batches that are not split', { BisectBatchOnFunctionError: false }, 'BisectBatchOnFunctionError'],
  ['no reports', { FunctionResponseTypes: [] }, 'ReportBatchItemFailures'],
])('a mapping with %s is refused with what is known, and where to add it', (_, properties, known) => {
  const message = new RegExp(`to fn: it .*${known}.*; .* tools/dev-server/events/event-source-mapping\\.ts$`);
  expect(() => mapping(properties)).toThrow(message);
  expect(() => mapping(properties)).toThrow(PlainError);
});

test('a filter passes what it names, and refuses rules it does not know', () => {
  const passes = createFilter({ Filters: [{ Pattern: '{"dynamodb":{"Keys":{"sk":{"S":["USER","GROUP"]}}}}' }] });
  const of = (sk: string) => ({ dynamodb: { Keys: { sk: { S: sk } } } });
  expect([of('USER'), of('GROUP'), of('CLAIM'), {}].map(passes)).toEqual([true, true, false, false]);
  expect(createFilter()({})).toBe(true);
  const begins = createFilter({ Filters: [{ Pattern: '{"dynamodb":{"Keys":{"sk":{"S":["A",{"prefix":"B#"}]}}}}' }] });
  expect([of('A'), of('B#1'), of('B'), of('A#B#'), {}].map(begins)).toEqual([true, true, false, false, false]);
  expect(() => createFilter({ Filters: [{ Pattern: '{"a":[{"anything-but":"x"}]}' }] })).toThrow(/only plain values/);
});
