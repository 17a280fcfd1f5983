import { makeSecrets } from '../../../lambdas/store/credentials/secrets.ts';
import type { Activity } from '../../../lambdas/directory/setup/activity/activity.ts';
import { commandUser } from '../../../lambdas/service/lifecycle/operator/users.ts';
import { createFeedWriter } from '../../../lambdas/store/feed/append-feed.ts';
import { createHistoryWriter } from '../../../lambdas/store/feed/history.ts';
import type { FeedEntry } from '../../../lambdas/store/ports/feed.ts';
import { createJournalWriter } from '../../../lambdas/store/traffic/write-journal.ts';
import type { Refusal } from '../../../lambdas/traffic/refusal.ts';
import { createLife, type TestLife } from '../../support/life.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const UUID = 'c0ffee12-4f50-6172-8394-a5b6c7d8e9fa';

let life: TestLife;
let setup: TestSetup;
let anna: string;
let group: string;
let version = 0;
const access = () => ({ client: life.scim.table.documentClient, tableName: life.scim.table.tableName });

async function done(time: string, changes: readonly Partial<FeedEntry>[]): Promise<void> {
  const entries = changes.map((change) => ({
    event: 'user.updated',
    type: 'User',
    id: anna,
    version: (version += 1),
    eventId: `x/${version}`,
    time,
    changed: ['title'],
    ...change,
  }));
  await createFeedWriter(access()).append(entries, time);
  await createHistoryWriter(access()).add(
    entries.filter(({ type }) => type === 'User'),
    time,
  );
}

const refused = (at: string, more: Partial<Refusal> = {}, names: readonly string[] = []): Promise<void> =>
  createJournalWriter(access()).addRefusal({
    refusal: {
      at,
      operation: 'create',
      type: 'User',
      status: 409,
      scimType: 'uniqueness',
      attributes: ['userName'],
      whom: { name: 'bert@example.com', externalId: 'bert-1' },
      requestId: 'r',
      clientRequestId: UUID,
      ...more,
    },
    names: ['bert@example.com', 'bert-1', ...names],
  });

async function begin(): Promise<void> {
  life = await createLife({ context: { now: () => new Date(NOW).toISOString() } });
  await makeSecrets(access());
  setup = await createSetup(life.scim, { context: { now: () => new Date(NOW).toISOString() } });
  anna = (await life.scim.createUser({ userName: 'anna@example.com', externalId: 'anna-1' })).body.id;
}

beforeAll(async () => {
  await begin();
  group = (await life.scim.request('POST', '/Groups', { displayName: '=Staff' })).body.id;
  await done(minutesAgo(31 * 24 * 60), [{ event: 'user.created' }]);
  await refused(minutesAgo(31 * 24 * 60 + 1));
  await done(minutesAgo(50), [{}, { event: 'group.created', type: 'Group', id: group, changed: ['displayName'] }]);
  await refused(minutesAgo(40));
  await done(minutesAgo(30), [{ event: 'user.deactivated', changed: ['active'], by: 'key', requestId: 'q' }]);
  await refused(minutesAgo(20), { operation: 'update', status: 400, scimType: 'invalidValue', whom: { id: anna } }, [
    anna,
  ]);
  await createJournalWriter(access()).addLeftOut(minutesAgo(10), 7);
});
afterAll(() => life.scim.drop());

const get = async (query = ''): Promise<Activity> => {
  const { status, body } = await setup.get<Activity>(`/activity${query}`);
  expect(status).toBe(200);
  return body;
};
const told = ({ rows }: Activity): string[] => rows.map(({ event, kind, name }) => `${event ?? kind} ${name ?? '-'}`);

const ALL = [
  'others -',
  'update anna@example.com',
  'user.deactivated anna@example.com',
  'create bert@example.com',
  'group.created =Staff',
  'user.updated anna@example.com',
];

test('is what was done and what was refused in 30 days, the newest first', async () => {
  const activity = await get();
  expect(told(activity)).toEqual(ALL);
  expect(activity).toMatchObject({ about: null });
  expect(activity.next).toBeUndefined();
  expect(activity.rows[3]).toEqual({
    time: minutesAgo(40),
    result: 'refused',
    kind: 'create',
    event: null,
    type: 'User',
    id: null,
    name: 'bert@example.com',
    externalId: 'bert-1',
    attributes: ['userName'],
    status: 409,
    scimType: 'uniqueness',
    requestId: 'r',
    clientRequestId: UUID,
  });
  expect(activity.rows[0]).toMatchObject({ leftOut: 7, time: minutesAgo(10) });
});

test.each<[query: string, rows: readonly string[]]>([
  ['?result=refused', [ALL[0]!, ALL[1]!, ALL[3]!]],
  ['?result=done', [ALL[2]!, ALL[4]!, ALL[5]!]],
  ['?kind=create', [ALL[3]!, ALL[4]!]],
  ['?type=Group', [ALL[4]!]],
  [`?from=${minutesAgo(35)}`, ALL.slice(0, 3)],
  ['?from=2020-01-01T00:00:00Z', ALL],
  ['?kind=delete', []],
])('%s', async (query, rows) => {
  expect(told(await get(query))).toEqual(rows);
});

test.each(['anna@example.com', 'ANNA@example.com ', 'anna-1'])('of a person by the name %j', async (name) => {
  const activity = await get(`?person=${encodeURIComponent(name)}`);
  expect(activity.rows.map(({ event, kind }) => event ?? kind)).toEqual(['update', 'user.deactivated', 'user.updated']);
  expect(activity.about).toEqual({ id: anna, erasedAt: null });
  expect(activity).toEqual(await get(`?person=${anna}`));
});

test('of somebody who never came to be here is what was refused', async () => {
  expect(await get('?person=BERT-1&result=refused')).toMatchObject({
    rows: [
      { result: 'refused', kind: 'update' },
      { result: 'refused', kind: 'create', status: 409 },
    ],
    about: { id: null, erasedAt: null },
  });
  expect(await get('?person=nobody')).toEqual({ rows: [], about: { id: null, erasedAt: null } });
});

test('of somebody who was erased is when, by any name', async () => {
  const { id } = (await life.scim.createUser({ userName: 'zoe@example.com', externalId: 'zoe-1' })).body;
  await commandUser(life.operating, 'erase', id);
  const { erasedAt } = (await life.scim.store.get('User', id))!;
  expect(erasedAt).toBeDefined();
  expect((await get('?person=zoe@example.com')).about).toEqual({ id: null, erasedAt });
  expect((await get('?person=zoe-1')).about).toEqual({ id: null, erasedAt });
  expect((await get(`?person=${id}`)).about).toEqual({ id, erasedAt });
});

test.each([
  ['?kind=all', 'kind is \\"all\\"; allowed: create, update, delete, search, read, others'],
  ['?result=x', 'allowed: done, refused'],
  ['?type=Robot', 'allowed: User, Group'],
  ['?from=yesterday', 'allowed: a time such as'],
  ['?person=', 'allowed: a userName'],
  [`?person=${'x'.repeat(600)}`, 'allowed: a userName'],
  ['?search=x', 'the parameter \\"search\\" is not known'],
  ['?cursor=x', 'the cursor was not given out by this service'],
])('%s is 400', async (query, detail) => {
  const { status, text } = await setup.get(`/activity${query}`);
  expect(status).toBe(400);
  expect(text).toContain(detail);
});

test('a link that may not read people is told nothing of whom it was about, and may not ask about one', async () => {
  const without = await createSetup(life.scim, { may: ['tokens'], context: { now: setup.context.now } });
  const { body, text } = await without.get<Activity>('/activity');
  expect(told(body)).toEqual(ALL.map((row) => row.replace(/ .*/, ' -')));
  const csv = await without.get('/activity.csv');
  for (const each of [text, csv.text]) expect(each).not.toMatch(new RegExp(`example.com|Staff|bert|${anna}|${group}`));
  expect((await without.get(`/activity?person=${anna}`)).status).toBe(403);
  expect((await without.get(`/activity.csv?person=${anna}`)).status).toBe(403);
});

test('as CSV begins no formula', async () => {
  const { headers, text } = await setup.get('/activity.csv?type=Group');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  expect(text.split('\r\n')).toEqual([
    'time,result,kind,event,type,id,name,externalId,attributes,status,scimType,leftOut,credential,requestId,clientRequestId',
    `${minutesAgo(50)},done,create,group.created,Group,${group},'=Staff,,displayName,,,,,,`,
    '',
  ]);
});

describe('page by page', () => {
  beforeAll(async () => {
    await life.scim.drop();
    await begin();
    // Of the same time, of items of many changes, and interleaved.
    for (let hour = 11; hour > 1; hour -= 1) {
      const count = hour % 3 === 0 ? 13 : 1;
      await done(
        minutesAgo(hour * 60),
        Array.from({ length: count }, () => ({ event: 'user.updated' })),
      );
      for (let each = 0; each < 5; each += 1) await refused(minutesAgo(hour * 60 + each), {}, [`p${hour}-${each}`]);
    }
  });

  test.each(['', '?result=refused', '?kind=create', '?result=done', '?person=bert-1'])(
    'nothing is left out, and nothing comes twice: %s',
    async (query) => {
      const pages: Activity['rows'][] = [];
      let cursor = '';
      do {
        const page = await get(`${query === '' ? '?' : `${query}&`}${cursor}`);
        pages.push(page.rows);
        cursor = page.next === undefined ? '' : `cursor=${page.next}`;
      } while (cursor !== '' && pages.length < 20);
      const rows = pages.flat();
      const times = rows.map(({ time }) => time);
      expect(times).toEqual(times.toSorted().toReversed());
      const refusals = rows.filter(({ result, kind }) => result === 'refused' && kind === 'create').length;
      const changes = rows.filter(({ result }) => result === 'done').length;
      const expected = { '?result=refused': [50, 0], '?result=done': [0, 46], '?kind=create': [50, 0] }[query];
      expect([refusals, changes]).toEqual(expected ?? [50, query === '' ? 46 : 0]);
    },
  );

  test('as CSV the next page has no header, and Link says where it is', async () => {
    await refused(minutesAgo(1));
    const first = await setup.get('/activity.csv?result=refused');
    expect(first.text.trim().split('\r\n')).toHaveLength(51);
    const [, next = ''] = /^<\.(\/activity\.csv\?.*)>; rel="next"$/.exec(first.headers['link'] ?? '') ?? [];
    const second = await setup.get(next);
    expect(second.headers['content-type']).toContain('header=absent');
    expect(second.text).not.toContain('requestId');
    expect(second.headers['link']).toBeUndefined();
  });
});
