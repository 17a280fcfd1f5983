import { listEvents, type AskEvents, type EventList } from '../../lambdas/directory/event-list.ts';
import { createFeedBackReader } from '../../lambdas/store/feed/read-back.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';
import { createFeed, type Feed } from '../support/feed.ts';
import { claimed, openStore, user, type StoreTest } from '../support/store.ts';

const NOW = '2026-11-24T08:00:00.000Z';

let opened: StoreTest;
let feed: Feed;
let used: Meter;
beforeEach(async () => {
  opened = await openStore();
  feed = createFeed(opened);
  used = meter(opened.client);
});
afterEach(() => opened.drop());

const list = (ask: AskEvents = {}): Promise<EventList> =>
  listEvents(
    { lookBack: createFeedBackReader(opened), feed, store: opened.store, types: tenantResourceTypes([]) },
    ask,
  );
const versions = ({ rows }: EventList): string[] => rows.map(({ id, event }) => `${id} ${event}`);

/** An item of the feed for each of these. */
async function happens(...changes: readonly (readonly [id: string, event: string])[]): Promise<void> {
  for (const [id, event] of changes) {
    const type = event.startsWith('group') ? 'Group' : 'User';
    const eventId = `t/${type}/${id}/${event}/${changes.length}`;
    await feed.append([{ eventId, event, type, id, version: 1, time: NOW, changed: ['title'], by: 'key-1' }], NOW);
  }
}

test('what changed is told from the end back, and what comes later from there on', async () => {
  const empty = await list();
  expect(empty).toEqual({ rows: [], newer: { item: 1, offset: 0 }, more: false });
  await happens(['a', 'user.created'], ['g', 'group.created']);
  const first = await list({ after: empty.newer! });
  expect(versions(first)).toEqual(['g group.created', 'a user.created']);
  expect(first.rows[0]).toMatchObject({ type: 'Group', attributes: ['title'], by: 'key-1', time: NOW });
  const end = await list();
  expect([versions(end), end.older, end.newer]).toEqual([versions(first), undefined, { item: 3, offset: 0 }]);
  await happens(['a', 'user.deactivated'], ['a', 'user.deleted'], ['b', 'user.created']);
  const came = await list({ after: end.newer! });
  expect(versions(came)).toEqual(['b user.created', 'a user.deleted', 'a user.deactivated']);
  expect(versions(await list({ after: came.newer! }))).toEqual([]);
});

test('of many there is a page, and the older ones behind it, each once', async () => {
  const change = (at: number) => ({
    event: 'user.updated',
    type: 'User',
    id: `u${at}`,
    version: 1,
    time: NOW,
    changed: [],
  });
  for (let first = 0; first < 120; first += 30) {
    const entries = Array.from({ length: 30 }, (_, at) => ({ ...change(first + at), eventId: `t/${first + at}` }));
    await feed.append(entries, NOW);
  }
  const seen: string[] = [];
  let page = await list();
  for (;;) {
    expect(page.rows.length).toBeLessThanOrEqual(50);
    seen.push(...page.rows.map(({ id }) => id ?? ''));
    if (!page.older) break;
    page = await list({ before: page.older });
    expect(page.newer).toBeUndefined();
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => `u${119 - at}`));
  // Newer ones come a hundred at a time, and it says that there are others.
  const from = await list({ after: { item: 1, offset: 0 } });
  expect([from.rows.length, from.rows[0]?.id, from.more]).toEqual([100, 'u99', true]);
  expect((await list({ after: from.newer! })).rows.map(({ id }) => id)).toEqual(seen.slice(0, 20));
});

test.each<[string, AskEvents, string[]]>([
  ['a kind', { kind: 'update' }, ['g group.members.changed', 'a user.updated']],
  ['a type', { type: 'Group' }, ['g group.deleted', 'g group.members.changed']],
  ['both', { type: 'User', kind: 'create' }, ['a user.created']],
])('only %s is told where that is asked for, looking back and looking on', async (_, ask, told) => {
  await happens(['a', 'user.created'], ['a', 'user.updated'], ['g', 'group.members.changed'], ['g', 'group.deleted']);
  const back = await list(ask);
  expect([versions(back), back.newer]).toEqual([told, { item: 5, offset: 0 }]);
  expect(versions(await list({ ...ask, after: { item: 1, offset: 0 } }))).toEqual(told);
});

test('who is here is called by name; it costs a read for each of those, and one where nothing is new', async () => {
  const anna = claimed(user({ userName: 'anna@example.com' }), 'anna@example.com');
  await opened.store.write(undefined, anna);
  await happens([anna.resource.id, 'user.created'], ['gone', 'user.erased']);
  const cost = async (ask: AskEvents): Promise<string> => {
    used.reset();
    await list(ask);
    return `${used.requests} requests, ${used.trips} trips, ${used.rru} RRU, ${used.wru} WRU`;
  };
  const end = await list();
  expect(end.rows.map(({ name }) => name)).toEqual([null, 'anna@example.com']);
  expect(await cost({})).toBe('2 requests, 2 trips, 1.5 RRU, 0 WRU');
  expect(await cost({ after: end.newer! })).toBe('1 requests, 1 trips, 1 RRU, 0 WRU');
});
