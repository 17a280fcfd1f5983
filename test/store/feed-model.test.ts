import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import fc from 'fast-check';
import { createFeed, type Feed } from '../support/feed.ts';
import type { FeedEntry, FeedPosition } from '../../lambdas/store/ports/feed.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { queryAll } from '../../lambdas/store/table/read.ts';
import { FEED } from '../../lambdas/store/table/tenant-keys.ts';
import { awsError, injectFaults, type Fault } from '../support/faults.ts';
import { sizes } from '../support/sizes.ts';
import { createPatientClient, createTestTable, type TestTable } from '../support/table.ts';

/**
 * Histories of the feed: writers at the same time, whose answers are lost and who give up and come
 * again, as Lambda does; days without a change; items that expire, in no order. A reader follows.
 */

const WRITERS = 3;
const DAY = 86_400_000;
const BEGIN = Date.parse('2026-11-24T08:00:00.000Z');

const FAULTS: Readonly<Record<string, () => Fault | undefined>> = {
  none: () => undefined,
  lost: () => ({ lost: awsError('TimeoutError') }),
  throttled: () => ({ error: awsError('ThrottlingException') }),
  conflict: () => ({ error: awsError('TransactionConflictException') }),
};

const append = fc.record({
  entries: fc.integer({ min: 1, max: 3 }),
  /** What happens to its first writes. */
  faults: fc.array(fc.constantFrom(...Object.keys(FAULTS)), { maxLength: 4 }),
  /** Whether it gives up at the first failure, so that Lambda comes again with the same. */
  givesUp: fc.boolean(),
});
const round = fc.record({
  silence: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constantFrom(29.99999, 30, 32.99999, 33, 35.9, 37, 40) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 80, noNaN: true }) },
  ),
  /** Of the items that may expire, those whose number divided by this leaves nothing stay. */
  stay: fc.constantFrom(1, 2, 3, 1_000_000),
  appends: fc.array(fc.array(append, { maxLength: 3 }), { minLength: WRITERS, maxLength: WRITERS }),
  limit: fc.integer({ min: 1, max: 5 }),
});
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never;

let table: TestTable;
let clients: TableClient[];
beforeEach(async () => {
  table = await createTestTable();
  clients = Array.from({ length: WRITERS }, () => createPatientClient());
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await table.drop();
});

const entriesOf = (writer: string, from: number, count: number): FeedEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    eventId: `t/User/${writer}/${from + index}`,
    event: 'user.updated',
    type: 'User',
    id: writer,
    version: from + index,
    time: '2026-11-24T08:00:00.000Z',
    changed: [],
  }));

const options = () => ({ client: table.documentClient, tableName: table.tableName });

async function expire(now: number, stay: number): Promise<void> {
  for (const { pk, sk, at } of await queryAll(openTable(options()), FEED, { sort: ['<', 'A'] })) {
    if (Date.parse(at) + 36 * DAY >= now || Number(sk) % stay === 0) continue;
    await table.documentClient.send(new DeleteCommand({ TableName: table.tableName, Key: { pk, sk } }));
  }
}

/** Appends one batch after the other, and each until it is told that it is there. */
async function write(writer: number, appends: Round['appends'][number], told: FeedEntry[], now: string) {
  let retried = 0;
  for (const { entries, faults, givesUp } of appends) {
    const batch = entriesOf(`w${writer}`, told.length + 1, entries);
    const left = [...faults];
    const client = clients[writer]!;
    injectFaults(client, (command) => (command === 'QueryCommand' ? undefined : FAULTS[left.shift() ?? 'none']?.()));
    const retry = { sleep: async () => {}, ...(givesUp && { deadline: 0 }) };
    const feed = createFeed({ client, tableName: table.tableName, retry });
    for (let done = false; !done;) {
      done = await feed.append(batch, now).then(
        () => true,
        () => false,
      );
      if (!done) retried += 1;
    }
    told.push(...batch);
  }
  return retried;
}

/** Reads on until nothing follows and nobody writes any more. */
async function follow(feed: Feed, from: FeedPosition, limit: number, isOver: () => boolean) {
  const seen: FeedEntry[] = [];
  let next = from;
  for (;;) {
    const isLast = isOver();
    const page = await feed.read(next, limit);
    seen.push(...page.entries);
    next = page.next;
    if (isLast && !page.more) return { seen, next };
  }
}

async function play(rounds: readonly Round[]): Promise<void> {
  const feed = createFeed(options());
  const told = Array.from({ length: WRITERS }, (): FeedEntry[] => []);
  const seen: FeedEntry[] = [];
  let place: FeedPosition = { item: 1, offset: 0 };
  let now = BEGIN;
  let retried = 0;
  for (const { silence, stay, appends, limit } of rounds) {
    now += silence * DAY;
    await expire(now, stay);
    const head = await feed.head();
    const before = seen.length;
    let over = false;
    const following = follow(feed, place, limit, () => over);
    const writing = appends.map((each, writer) =>
      write(writer, each, told[writer]!, new Date(now + writer * 100).toISOString()),
    );
    for (const count of await Promise.all(writing)) retried += count;
    over = true;
    const found = await following;
    seen.push(...found.seen);
    place = found.next;
    // Who begins at what was the end sees all of the round and nothing else.
    expect((await follow(feed, head, 100, () => true)).seen).toEqual(seen.slice(before));
  }
  const once = [...new Map(seen.map((entry) => [entry.eventId, entry])).values()];
  for (const [writer, entries] of told.entries()) expect(once.filter(({ id }) => id === `w${writer}`)).toEqual(entries);
  // Twice is there only what was given up and came again behind the items of others.
  expect(seen.length - once.length).toBeLessThanOrEqual(retried * 3);
}

test('whoever follows the feed sees every change, in the order of its writer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      await table.drop();
      table = await createTestTable();
      await play(rounds);
    }),
    { numRuns: sizes.feedHistories },
  );
});
