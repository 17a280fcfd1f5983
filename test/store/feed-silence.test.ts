import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { createFeed, type Feed } from '../support/feed.ts';
import type { FeedEntry, FeedPosition } from '../../lambdas/store/ports/feed.ts';
import { FEED, FEED_HEAD } from '../../lambdas/store/table/tenant-keys.ts';
import { createPatientClient, createTestTable, type TestTable } from '../support/table.ts';

/** What becomes of the feed when nothing was added for so long that its items are gone. */

const BEGIN = Date.parse('2026-11-24T08:00:00.000Z');
const DAY = 86_400_000;
const SECOND = 1000;
const START: FeedPosition = { item: 1, offset: 0 };

let table: TestTable;
let feed: Feed;
let client: TableClient;
beforeEach(async () => {
  table = await createTestTable();
  client = createPatientClient();
  feed = createFeed({ client: table.documentClient, tableName: table.tableName });
});
afterEach(async () => {
  client.destroy();
  await table.drop();
});

const at = (milliseconds: number): string => new Date(BEGIN + milliseconds).toISOString();
const entry = (id: string): FeedEntry => ({
  eventId: `t/User/${id}/1`,
  event: 'user.created',
  type: 'User',
  id,
  version: 1,
  time: at(0),
  changed: [],
});
const append = (id: string, milliseconds: number, by: Feed = feed) => by.append([entry(id)], at(milliseconds));
const idsFrom = async (from: FeedPosition) => (await feed.read(from, 100)).entries.map(({ id }) => id);

interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly ttl?: number;
}
async function items(): Promise<Item[]> {
  const { Items = [] } = await table.documentClient.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': FEED.value },
    }),
  );
  return Items as Item[];
}
const numbers = async () => (await items()).map(({ sk }) => sk).filter((sk) => sk !== FEED_HEAD.sk);

/** DynamoDB's TTL: items go some time after it, in no order. */
async function expire(milliseconds: number, which: (sk: string) => boolean = () => true): Promise<void> {
  for (const { pk, sk, ttl = Infinity } of await items()) {
    if (ttl * SECOND >= BEGIN + milliseconds || !which(sk)) continue;
    await table.documentClient.send(new DeleteCommand({ TableName: table.tableName, Key: { pk, sk } }));
  }
}

test('numbers never begin again, also after 40 silent days in which every item went', async () => {
  for (const id of ['a', 'b', 'c']) await append(id, 0);
  const { next } = await feed.read(START, 100);
  await expire(40 * DAY);
  expect(await numbers()).toEqual([]);
  const now = await feed.head();
  await append('d', 40 * DAY);
  expect(await idsFrom(next)).toEqual(['d']);
  expect(await idsFrom(now)).toEqual(['d']);
  expect(await idsFrom(START)).toEqual(['d']);
  expect(await idsFrom(await feed.head())).toEqual([]);
});

test('nor when the last items went before earlier ones', async () => {
  for (const id of ['a', 'b', 'c']) await append(id, 0);
  const { next } = await feed.read(START, 100);
  await expire(37 * DAY, (sk) => !sk.endsWith('1'));
  expect(await numbers()).toHaveLength(1);
  await append('d', 37 * DAY);
  expect(await idsFrom(next)).toEqual(['d']);
});

test.each([20, 31, 34])('items that are still there after %i days are followed by the next', async (days) => {
  await append('a', 0);
  const { next } = await feed.read(START, 100);
  await append('b', days * DAY);
  await append('c', days * DAY);
  expect(await idsFrom(next)).toEqual(['b', 'c']);
  expect(await idsFrom(START)).toEqual(['a', 'b', 'c']);
});

/** A feed whose writes wait for `meanwhile`, once. */
function slowly(meanwhile: () => Promise<void>): Feed {
  let waits: (() => Promise<void>) | undefined = meanwhile;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isWrite = context.commandName !== 'QueryCommand';
      const work = isWrite ? waits : undefined;
      if (isWrite) waits = undefined;
      await work?.();
      return next(args);
    },
    { step: 'initialize', name: 'slowly' },
  );
  return createFeed({ client, tableName: table.tableName });
}

describe.each([1, 40])('a writer that is overtaken, behind %i changes', (count) => {
  test.each<[string, number, number]>([
    ['the last item is 30 days old', 30 * DAY - SECOND, 30 * DAY + SECOND],
    ['the last item is 33 days old', 33 * DAY - SECOND, 33 * DAY + SECOND],
    ['both are after 31 days', 31 * DAY, 31 * DAY + SECOND],
    ['both are after 34 days', 34 * DAY, 34 * DAY + SECOND],
  ])('while %s, adds nothing before what was read', async (_, before, after) => {
    for (let number = 0; number < count; number += 1) await append(`old${number}`, 0);
    let place = START;
    const slow = slowly(async () => {
      await append('quick', after);
      const page = await feed.read(START, 100);
      expect(page.entries.at(-1)?.id).toBe('quick');
      place = page.next;
    });
    await append('slow', before, slow);
    expect(await idsFrom(place)).toEqual(['slow']);
  });
});

test('a reader that passed a number a moment too early looks again', async () => {
  await append('a', 0);
  await append('b', 0);
  await append('c', 0);
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      client.middlewareStack.remove('too early');
      const { output } = result;
      const Items = 'Items' in output && output.Items?.filter((item) => !JSON.stringify(item).includes('t/User/b/1'));
      return { ...result, output: { ...output, Items } };
    },
    { step: 'initialize', name: 'too early' },
  );
  const early = createFeed({ client, tableName: table.tableName });
  const { entries, more } = await early.read(START, 100);
  expect([entries.map(({ id }) => id), more]).toEqual([['a', 'b', 'c'], false]);
});
