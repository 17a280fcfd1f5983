import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { createFeed } from '../support/feed.ts';
import type { FeedEntry } from '../../lambdas/store/ports/feed.ts';
import type { Feed } from '../support/feed.ts';
import { awsError, injectFaults, type Fault } from '../support/faults.ts';
import { createPatientClient, createTestTable, type TestTable } from '../support/table.ts';

let table: TestTable;
let feed: Feed;
beforeEach(async () => {
  table = await createTestTable();
  feed = createFeed({ client: table.documentClient, tableName: table.tableName });
});
afterEach(async () => table.drop());

const NOW = '2026-11-24T08:00:00.000Z';
const START = { item: 1, offset: 0 };
const entry = (id: string, version: number, changed: string[] = []): FeedEntry => ({
  eventId: `t/User/${id}/${version}`,
  event: 'user.updated',
  type: 'User',
  id,
  version,
  time: NOW,
  changed,
});
const history = (id: string, count: number) => Array.from({ length: count }, (_, index) => entry(id, index + 1));

test('an empty feed has a head, and what is added later is behind it', async () => {
  const head = await feed.head();
  expect(await feed.read(head, 10)).toEqual({ entries: [], next: head, more: false });
  await feed.append(history('a', 2), NOW);
  expect((await feed.read(head, 10)).entries.map(({ version }) => version)).toEqual([1, 2]);
  expect(await feed.read(await feed.head(), 10)).toMatchObject({ entries: [], more: false });
});

test.each([1, 2, 3, 7, 100])('%i at a time read what is there, in its order and once', async (limit) => {
  for (let round = 0; round < 5; round += 1) await feed.append(history(`r${round}`, 4), NOW);
  const seen: string[] = [];
  let from = START;
  for (let more = true; more;) {
    const page = await feed.read(from, limit);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    seen.push(...page.entries.map(({ eventId }) => eventId));
    ({ next: from, more } = page);
  }
  expect(seen).toEqual([0, 1, 2, 3, 4].flatMap((round) => history(`r${round}`, 4).map(({ eventId }) => eventId)));
});

test('writers at the same time keep their own order, and nothing is ever added behind a reader', async () => {
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let version = 1; version <= 10; version += 1) await feed.append([entry(`w${writer}`, version)], NOW);
  });
  const seen: FeedEntry[] = [];
  let from = START;
  let done = false;
  const reading = (async () => {
    for (;;) {
      const isLast = done;
      const page = await feed.read(from, 5);
      seen.push(...page.entries);
      from = page.next;
      if (isLast && !page.more) return;
    }
  })();
  await Promise.all(writers);
  done = true;
  await reading;
  expect(seen).toHaveLength(80);
  for (let writer = 0; writer < 8; writer += 1) {
    const versions = seen.filter(({ id }) => id === `w${writer}`).map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  }
});

test('more than an item holds goes into several', async () => {
  const wide = Array.from({ length: 40 }, (_, index) => entry('a', index, ['x'.repeat(20_000)]));
  await feed.append(wide, NOW);
  expect((await feed.head()).item).toBeGreaterThan(3);
  expect((await feed.read(START, 1000)).entries.map(({ version }) => version)).toEqual(
    wide.map(({ version }) => version),
  );
});

describe('when the answer to an append is lost', () => {
  const lost = (): Fault => ({ lost: awsError('TimeoutError') });
  const conflict = (): Fault => ({ error: awsError('TransactionConflictException') });
  beforeEach(() => feed.append([entry('first', 1)], NOW));
  const all = async () => (await feed.read(START, 100)).entries.slice(1).map(({ eventId }) => eventId);
  const idsOf = (...batches: FeedEntry[][]) => batches.flat().map(({ eventId }) => eventId);

  let client: TableClient;
  beforeEach(() => {
    client = createPatientClient();
  });
  afterEach(() => client.destroy());

  /**
   * A feed by the client of the functions, some of whose writes of items fail, and what is done
   * while it waits to try again.
   */
  function unsteady(faults: Fault[], meanwhile: () => Promise<unknown> = async () => {}, deadline = 8000) {
    injectFaults(client, (command) => (command === 'PutItemCommand' ? faults.shift() : undefined));
    return createFeed({ client, tableName: table.tableName, retry: { sleep: meanwhile, deadline } });
  }

  test('it is tried again, and each entry is there once', async () => {
    await unsteady([lost(), lost()]).append(history('a', 3), NOW);
    expect(await all()).toEqual(idsOf(history('a', 3)));
  });

  test('and it then conflicts with itself, each entry is there once', async () => {
    await unsteady([lost(), conflict()]).append(history('a', 3), NOW);
    expect(await all()).toEqual(idsOf(history('a', 3)));
  });

  test('and others append before it is tried again, each entry is there once', async () => {
    const others = [history('b', 2), history('c', 1)];
    const meanwhile = async () => {
      const batch = others.shift();
      if (batch) await feed.append(batch, NOW);
    };
    await unsteady([lost(), conflict()], meanwhile).append(history('a', 3), NOW);
    expect(await all()).toEqual(idsOf(history('a', 3), history('b', 2), history('c', 1)));
  });

  test('for good, whoever comes again with the same entries does not add them twice', async () => {
    const twoItems = [entry('a', 1, ['x'.repeat(150_000)]), entry('a', 2, ['x'.repeat(150_000)])];
    await expect(unsteady([lost()], undefined, 0).append(twoItems, NOW)).rejects.toThrow('the table is busy');
    expect(await all()).toEqual(idsOf(twoItems.slice(0, 1)));
    await feed.append(twoItems, NOW);
    expect(await all()).toEqual(idsOf(twoItems));
  });
});
