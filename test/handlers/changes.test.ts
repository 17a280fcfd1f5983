import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { ReplayAnswer } from '../../lambdas/events/replay.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';
import { createImageReader } from '../../lambdas/store/images/read-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { toResourceItem } from '../../lambdas/store/table/resource-item.ts';
import { startConsumer, type Consumer } from '../support/consumer.ts';
import { user } from '../support/store.ts';
import { createFeed } from '../support/feed.ts';
import type { FeedEntry } from '../../lambdas/store/ports/feed.ts';
import { startEventBridge, type FakeEventBridge } from './event-bridge.ts';
import { createTestTable, type TestTable } from '../support/table.ts';

type Handler = (typeof import('../../lambdas/handlers/changes.ts'))['handler'];

let table: TestTable;
let bridge: FakeEventBridge;
/** Where the webhooks function is invoked. */
let lambda: Consumer;
let handler: Handler;
let folder: string;
let lines: string[];
beforeAll(async () => {
  [bridge, lambda] = [await startEventBridge(), await startConsumer()];
  table = await createTestTable();
  folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
  const tenantFile = {
    name: 'demo',
    matchingAttributes: [],
    events: { values: false },
    webhooks: [{ name: 'crm', url: 'https://example.com' }],
    retention: { days: 30, deactivated: 'purge' },
  };
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify(tenantFile));
  Object.assign(process.env, {
    TABLE_NAME: table.tableName,
    TENANT: 'demo',
    EVENT_BUS_NAME: 'scim-demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_DEV: 'true',
    AWS_ENDPOINT_URL_EVENTBRIDGE: bridge.endpoint,
    WEBHOOKS_FUNCTION_NAME: 'scim-demo-webhooks',
    AWS_ENDPOINT_URL_LAMBDA: new URL(lambda.url).origin,
  });
  const loaded = await import('../../lambdas/handlers/changes.ts');
  await loaded.ready;
  ({ handler } = loaded);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bridge.stop();
  await lambda.stop();
  await table.drop();
});
beforeEach(() => {
  // What is put again is put at once: the pauses are a random part of up to 1.6 s.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  Object.assign(bridge, { refuses: () => false, isDown: false });
  bridge.taken.length = 0;
  bridge.requests.length = 0;
  lines = [];
  for (const level of ['info', 'warn', 'error'] as const)
    jest.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

let written = 0;
type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** The record of a write that made this of what was there. */
function record(after: StoredResource, before?: StoredResource): DynamoDBRecord {
  const image = (resource: StoredResource) =>
    marshall(toResourceItem(resource, 'w'), { removeUndefinedValues: true }) as Image;
  written += 1;
  const dynamodb = { SequenceNumber: String(written), ApproximateCreationDateTime: Math.floor(Date.now() / 1000) };
  return { dynamodb: { ...dynamodb, NewImage: image(after), ...(before && { OldImage: image(before) }) } };
}

/** The records of a user who was created and then changed so many times. */
function history(changes: number): DynamoDBRecord[] {
  const first = user({ userName: 'anna@example.com' });
  const at = (version: number): StoredResource => ({ ...first, version, attributes: { title: `${version}` } });
  return [record(first), ...Array.from({ length: changes }, (_, index) => record(at(index + 2), at(index + 1)))];
}

const sequence = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';
const tell = async (...Records: DynamoDBRecord[]) => (await handler({ Records })) as DynamoDBBatchResponse;
const takenVersions = (id: string): number[] => bridge.taken.filter((each) => each.id === id).map((e) => e.version);

test('ten resources go in one request, the changes of one resource one after the other', async () => {
  const others = Array.from({ length: 12 }, () => record(user({ userName: 'x@example.com' })));
  expect(await tell(...others)).toEqual({ batchItemFailures: [] });
  expect(bridge.requests).toEqual([10, 2]);

  bridge.requests.length = 0;
  await tell(...history(3));
  expect(bridge.requests).toEqual([1, 1, 1, 1]);
});

test('an entry that is not taken at first is put again, and nothing of the same resource before it', async () => {
  const one = history(2);
  const id = one[0]?.dynamodb?.NewImage?.['id']?.S ?? '';
  let refusals = 2;
  bridge.refuses = (event) => event.version === 2 && refusals-- > 0;
  expect(await tell(...one, ...history(1))).toEqual({ batchItemFailures: [] });
  expect(takenVersions(id)).toEqual([1, 2, 3]);
  expect(bridge.taken).toHaveLength(5);
});

test('what the bus does not take is reported by its first record, and Lambda comes again from there', async () => {
  const one = history(3);
  const id = one[0]?.dynamodb?.NewImage?.['id']?.S ?? '';
  const other = record(user({}));
  bridge.refuses = (event) => event.id === id && event.version === 3;
  const records = [...one, other];
  expect(await tell(...records)).toEqual({ batchItemFailures: [{ itemIdentifier: sequence(one[2]!) }] });
  expect(takenVersions(id)).toEqual([1, 2]);

  bridge.refuses = () => false;
  expect(await tell(...records.slice(2))).toEqual({ batchItemFailures: [] });
  expect(takenVersions(id)).toEqual([1, 2, 3, 4]);
});

test('a bus that does not answer fails the batch from its first record', async () => {
  bridge.isDown = true;
  const records = history(1);
  expect(await tell(...records)).toEqual({ batchItemFailures: [{ itemIdentifier: sequence(records[0]!) }] });
});

test('what was there before is kept also while the bus takes nothing, and once', async () => {
  const records = history(2);
  const id = records[0]?.dynamodb?.NewImage?.['id']?.S ?? '';
  const images = createImageReader(openTable({ client: table.documentClient, tableName: table.tableName }));
  const kept = async () => (await images.imagesOf(id, '0')).map(({ before }) => before.version);
  bridge.isDown = true;
  await tell(...records);
  expect(await kept()).toEqual([1]);
  expect(await feedOf(id)).toEqual([]);
  bridge.isDown = false;
  await tell(...records.slice(1));
  expect(await kept()).toEqual([1]);
});

test('a record that cannot be read is reported, those before it are told, and no log quotes it', async () => {
  const odd = record(user({ userName: 'secret@example.com' }));
  odd.dynamodb!.NewImage!['version'] = { X: 'secret' } as never;
  const good = record(user({}));
  expect(await tell(good, odd, good)).toEqual({ batchItemFailures: [{ itemIdentifier: sequence(odd) }] });
  expect(bridge.taken).toHaveLength(1);
  expect(lines.join('\n')).not.toContain('secret');
});

test('records of other items, and of writes that nobody can see, are passed over', async () => {
  const claim: DynamoDBRecord = {
    dynamodb: {
      SequenceNumber: '1',
      NewImage: marshall({ pk: 'UNIQUE#User.userName#x', sk: 'CLAIM', id: 'a' }) as Image,
    },
  };
  // A mark of one that left has id, type and version, and is none.
  const departed = marshall({ pk: 'DEPARTED', sk: 'a', id: 'a', type: 'User', version: 3 }) as Image;
  const mark: DynamoDBRecord = { dynamodb: { SequenceNumber: '2', NewImage: departed } };
  const same = user({});
  expect(await tell(claim, mark, record(same, same))).toEqual({ batchItemFailures: [] });
  expect(bridge.taken).toEqual([]);
});

async function feedOf(id: string): Promise<FeedEntry[]> {
  const feed = createFeed({ client: table.documentClient, tableName: table.tableName });
  return (await feed.read({ item: 1, offset: 0 }, 1000)).entries.filter((entry) => entry.id === id);
}

test('what the bus took is in the feed, in its order and without values', async () => {
  const one = history(2);
  const id = one[0]?.dynamodb?.NewImage?.['id']?.S ?? '';
  bridge.refuses = (event) => event.version === 3;
  await tell(...one);
  const told = { type: 'User', id, eventId: `demo/User/${id}/1`, event: 'user.created', version: 1 };
  const [created] = await feedOf(id);
  expect(created).toEqual({ ...told, time: expect.any(String) as string, changed: ['userName'] });
  expect((await feedOf(id)).map(({ version }) => version)).toEqual([1, 2]);

  bridge.refuses = () => false;
  await tell(...one.slice(2));
  expect((await feedOf(id)).map(({ version, changed }) => [version, changed])).toEqual([
    [1, ['userName']],
    [2, expect.arrayContaining(['title'])],
    [3, ['title']],
  ]);
});

test('the webhooks function is called for what is in the feed; that it cannot be is no reason to tell it again', async () => {
  lambda.calls.length = 0;
  await tell(...history(2));
  await tell();
  lambda.answer = () => 500;
  expect(await tell(...history(1))).toEqual({ batchItemFailures: [] });
  lambda.answer = () => 202;
  expect(lambda.calls.map(({ path: called, body }) => [called, body])).toEqual(
    Array.from({ length: 2 }, () => ['/2015-03-31/functions/scim-demo-webhooks/invocations', '{}']),
  );
  expect(lambda.calls[0]?.headers).toMatchObject({ 'x-amz-invocation-type': 'Event' });
  expect(lines.join('')).toContain('webhooks not called');
});

test('neither an event nor a log line has anything personal', async () => {
  await tell(record(user({ userName: 'anna@example.com', displayName: 'Anna Adams' })));
  expect(JSON.stringify([bridge.taken, lines])).not.toMatch(/anna|adams/i);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { message: 'changes', tenant: 'demo', records: 1, events: 1, complete: true },
  ]);
});

test('a replay tells what an operator hands over, and which types there are', async () => {
  const replay = [user({}), user({}, { version: 7, softDeletedAt: '2026-11-01T08:00:00.000Z' })];
  expect((await handler({ replay })) as ReplayAnswer).toEqual({ types: ['User', 'Group'], sent: 2, failed: false });
  expect(bridge.taken.map(({ event, version, replayed }) => [event, version, replayed])).toEqual([
    ['user.updated', 1, true],
    ['user.deactivated', 7, true],
  ]);
  bridge.isDown = true;
  expect(await handler({ replay })).toMatchObject({ sent: 0, failed: true });
});
