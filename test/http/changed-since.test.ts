import { keepFeed } from '../../lambdas/events/keep.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';
import { consume } from '../support/consumers.ts';
import { patchOf, refs, testGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';

/** What changed since a time, of a directory that is more than one request may look at. */

const USERS = 45;
const LIMIT = 40;
const DAY = 86_400_000;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
let life: TestLife;
let directory: TestDirectory;
let used: Meter;
let since: string;
let changed: string[];
let group: string;
let gone: string;

beforeAll(async () => {
  life = await createLife({ stream: true, context: { limits: { query: LIMIT } } });
  const { scim } = life;
  directory = createDirectory(scim, { context: { looksAt: 20, now: life.now } });
  used = meter(scim.table.documentClient);
  const ids: string[] = [];
  for (let at = 0; at < USERS; at += 1) ids.push((await scim.createUser({ userName: `user-${at}` })).body.id);
  group = await testGroups(scim).create();
  life.forward(5);
  since = life.now();
  changed = ids.slice(0, 6).toSorted();
  gone = ids[20] ?? '';
  for (const id of changed)
    for (const title of ['Clerk', 'Boss'])
      await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: title }));
  await scim.request('DELETE', `/Users/${gone}`);
  await testGroups(scim).patch(group, { op: 'add', path: 'members', value: refs(ids.slice(9, 10)) });
  await consume(scim.table, life.now(), keepFeed(directory.feed));
});
afterAll(() => life.scim.drop());

const ask = (filter: string, more = '') => {
  used.reset();
  return life.scim.request('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`);
};
const idsOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.Resources.map(({ id }) => id);

test.each([
  ['gt', () => `meta.lastModified gt "${since}"`],
  ['ge', () => `meta.lastModified ge "${since}"`],
  ['a term of an "and"', () => `title eq "Boss" and (meta.lastModified ge "${since}" and active eq true)`],
])('by number: %s', async (_what, filter) => {
  const answer = await ask(filter());
  expect([answer.status, answer.body.totalResults]).toEqual([200, changed.length]);
  expect(idsOf(answer)).toEqual(changed);
});

test('costs the feed since then and the resources it names', async () => {
  await ask(`meta.lastModified ge "${since}"`);
  // The counters 1, the one item of the feed 4, and each of the seven users that it names 1.
  expect({ trips: used.trips, rru: used.rru }).toEqual({ trips: 3, rru: 12 });
});

test.each([1, 4, 100])('by cursor, %i at a time, forward and back', async (count) => {
  const filter = `meta.lastModified ge "${since}"`;
  const found: string[] = [];
  let cursor: string | undefined = '';
  let last: Awaited<ReturnType<typeof ask>> | undefined;
  for (; cursor !== undefined; cursor = last.body.nextCursor) {
    last = await ask(filter, `&count=${count}&cursor=${cursor}`);
    found.push(...idsOf(last));
  }
  expect(found).toEqual(changed);
});

test('of several types at once, in an order, and counted', async () => {
  const all = await life.scim.request('POST', '/.search', {
    schemas: [SEARCH],
    filter: `meta.lastModified ge "${since}"`,
  });
  expect(idsOf(all)).toEqual([...changed, group]);
  const sorted = await ask(`meta.lastModified ge "${since}"`, '&sortBy=userName&sortOrder=descending');
  expect(idsOf(sorted).toSorted()).toEqual(changed);
  expect((await ask(`meta.lastModified ge "${since}"`, '&count=0')).body.totalResults).toBe(changed.length);
});

test.each([
  ['a time that the feed does not reach', () => 'meta.lastModified gt "2020-01-01T00:00:00Z"'],
  ['an "or"', () => `meta.lastModified gt "${since}" or title eq "Boss"`],
  ['what was not changed since', () => `not (meta.lastModified gt "${since}")`],
])('%s is looked for among all, as ever', async (_what, filter) => {
  const { status, body } = await ask(filter());
  expect([status, body['scimType']]).toEqual([400, 'tooMany']);
});

test('a time with more changes since than half of the budget is looked for among all', async () => {
  const before = new Date(Date.parse(since) - 6 * DAY).toISOString();
  expect((await ask(`meta.lastModified gt "${before}"`)).body['scimType']).toBe('tooMany');
});

test('the product asks by updatedSince, who is leaving too, and the feed is asked instead of all', async () => {
  await directory.get('/users?limit=1');
  used.reset();
  const { body } = await directory.get(`/users?updatedSince=${since}`);
  const all = [...changed, gone].toSorted();
  expect(body.users.map(({ id, state }) => [id, state])).toEqual(
    all.map((id) => [id, id === gone ? 'leaving' : 'active']),
  );
  // The one item of the feed 4, at its end and since then, and each of the seven users that it names 1.
  expect({ trips: used.trips, rru: used.rru }).toEqual({ trips: 3, rru: 15 });
  expect((await directory.get(`/users?updatedSince=${since}&state=leaving`)).body.users).toHaveLength(1);
  const pages: string[] = [];
  let url: string | undefined = `/users?updatedSince=${since}&limit=2`;
  while (url !== undefined) {
    const answer = await directory.get(url);
    pages.push(...answer.body.users.map(({ id }) => id));
    url = /<(.*)>/.exec(answer.headers['link'] ?? '')?.[1];
  }
  expect(pages).toEqual(all);
});

test('in a small directory, too; where more have changed than an answer looks at, all are walked through', async () => {
  const small = createDirectory(life.scim, { context: { now: life.now } });
  await small.get('/users?limit=1');
  used.reset();
  expect((await small.get(`/users?updatedSince=${since}&limit=1`)).body.users).toHaveLength(1);
  expect(used.trips).toBe(3);
  const few = createDirectory(life.scim, { context: { looksAt: 3, now: life.now } });
  const { body } = await few.get(`/users?updatedSince=${since}`);
  expect(body.users.map(({ id }) => id)).toEqual([...changed, gone]);
});
