import type { ValuedEntry } from '../../lambdas/directory/history-values.ts';
import { keepImages } from '../../lambdas/events/images.ts';
import { keepFeed, keepHistory } from '../../lambdas/events/keep.ts';
import { userHistory } from '../../lambdas/operator/user-history.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { HistoryEntry } from '../../lambdas/store/ports/history.ts';
import { consume } from '../support/consumers.ts';
import { patchOf } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';

/** What happened to one person, as an operator and as the product read it. */

let life: TestLife;
let directory: TestDirectory;
let id: string;
beforeAll(async () => {
  life = await createLife({ stream: true });
  const { scim, operating } = life;
  directory = createDirectory(scim);
  await scim.createUser({ userName: 'other@example.com' });
  ({ id } = (await scim.createUser({ userName: 'anna@example.com' })).body);
  await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Boss' }));
  await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
  await commandUser(operating, 'erase', id);
  const { documentClient: client, tableName } = scim.table;
  const keeping = [keepHistory(createHistoryWriter({ client, tableName })), keepFeed(directory.feed)];
  await consume(scim.table, life.now(), ...keeping);
  // Told again, as after a failure: each change is there once.
  await consume(scim.table, life.now(), ...keeping.slice(0, 1));
});
afterAll(() => life.scim.drop());

const HAPPENED = [
  ['user.erased', 4, [], 'operator'],
  ['user.deactivated', 3, ['active'], 'test'],
  ['user.updated', 2, ['title'], 'test'],
  ['user.created', 1, ['active', 'userName'], 'test'],
];
const facts = ({ event, version, changed, by }: HistoryEntry) => [event, version, changed, by];

test('an operator reads it by the id, the newest first, with who did it, and nothing personal', async () => {
  const history = await userHistory(life.operating, { user: id });
  expect(history).toEqual({ id, changes: expect.any(Array) });
  expect(history.changes.map(facts)).toEqual(HAPPENED);
  expect(history.changes[1]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(history.changes[0] ?? {}).toSorted()).toEqual([
    'by',
    'changed',
    'event',
    'previousVersion',
    'time',
    'version',
  ]);
  expect(JSON.stringify(history)).not.toMatch(/anna|boss/i);
  expect((await userHistory(life.operating, { user: id, before: 3 })).changes.map(facts)).toEqual(HAPPENED.slice(2));
});

test('the product reads it page by page, by links, also of one that was erased', async () => {
  const read: HistoryEntry[] = [];
  let url: string | undefined = `/users/${id}/history?limit=3`;
  for (let page = 1; url !== undefined; page += 1) {
    const { status, body, headers } = await directory.get(url);
    expect(status).toBe(200);
    read.push(...(body.changes as HistoryEntry[]));
    url = /<(.*)>/.exec(headers['link'] ?? '')?.[1];
    expect(url === undefined).toBe(page === 2);
  }
  expect(read.map(facts)).toEqual(HAPPENED);
});

test.each([
  ['of nobody', 404, 'not-found', '/users/nobody/history'],
  ['with a cursor of another user', 400, 'invalid-cursor', `/users/ID/history?cursor=OTHER`],
  ['with a parameter that it does not have', 400, 'unknown-parameter', '/users/ID/history?groups=true'],
])('a history %s is refused', async (_what, status, type, url) => {
  const other = await life.scim.createUser();
  const { body } = await directory.get(`/users?limit=1`);
  const answer = await directory.get(url.replace('ID', other.body.id).replace('OTHER', body.next ?? ''));
  expect([answer.status, answer.body.type]).toEqual([status, expect.stringContaining(type)]);
});

test('values are told as far as they are kept, to an operator, and to a product only where its events tell them', async () => {
  const { scim, operating } = life;
  const { documentClient: client, tableName } = scim.table;
  // In the middle of an hour, for which one state is kept.
  life.forward(((90 - new Date(life.now()).getMinutes()) % 60) / 1440);
  const { body: bea } = await scim.createUser({ userName: 'bea@example.com', title: 'Clerk' });
  for (const [path, value] of [
    ['title', 'Boss'],
    ['nickName', 'B'],
    ['title', 'Chair'],
  ])
    await scim.request('PATCH', `/Users/${bea.id}`, patchOf({ op: 'replace', path, value }));
  const images = createImageWriter(openTable({ client, tableName }));
  await consume(
    scim.table,
    life.now(),
    keepHistory(createHistoryWriter({ client, tableName })),
    keepImages({ images, types: tenantResourceTypes([]), days: 30 }),
  );
  const told = [
    // Of an hour the state before its first change is kept, and there is the state of now.
    [4, { title: { after: 'Chair' } }],
    [3, { nickName: { before: null, after: 'B' } }],
    [2, { title: { before: 'Clerk' } }],
    [
      1,
      { active: { before: null, after: true }, title: { before: null, after: 'Clerk' }, userName: expect.anything() },
    ],
  ];
  const valuesOf = (changes: readonly ValuedEntry[]) => changes.map(({ version, values }) => [version, values]);
  const { changes } = await userHistory(operating, { user: 'bea@example.com', values: true });
  expect(valuesOf(changes)).toEqual(told);
  expect(valuesOf((await userHistory(operating, { user: bea.id, limit: 1 })).changes)).toEqual([[4, undefined]]);
  const page = await userHistory(operating, { user: bea.id, values: true, before: 4, limit: 2 });
  expect([valuesOf(page.changes), page.next]).toEqual([told.slice(1, 3), 2]);

  const url = `/users/${bea.id}/history?values=true&limit=3`;
  const refused = await directory.get(url);
  expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('"events": { "values": true }')]);
  const open = createDirectory(scim, { context: { tellsValues: true } });
  const first = await open.get(url);
  expect(valuesOf(first.body.changes as ValuedEntry[])).toEqual(told.slice(0, 3));
  const rest = await open.get(`${url}&cursor=${first.body.next}`);
  expect(valuesOf(rest.body.changes as ValuedEntry[])).toEqual(told.slice(3));
  expect((await open.get(`/users/${bea.id}/history?cursor=${first.body.next}`)).status).toBe(400);

  // Images may still be there when somebody is erased; they are told to nobody.
  await commandUser(operating, 'erase', bea.id);
  await images.keep(
    [
      {
        at: life.now(),
        before: { ...(await scim.store.get('User', bea.id))!, version: 4, attributes: { title: 'Chair' } },
        isLoss: false,
      },
    ],
    30,
  );
  expect((await open.get(url)).text).not.toMatch(/Chair|Clerk|values/);
  expect(JSON.stringify(await userHistory(operating, { user: bea.id, values: true }))).not.toMatch(/Chair|values/);
});

test('the feed says who made each change, too', async () => {
  const { entries } = await directory.feed.read({ item: 1, offset: 0 }, 10);
  expect(entries.map(({ event, by }) => [event, by])).toContainEqual(['user.erased', 'operator']);
  expect(entries.filter(({ requestId }) => requestId !== undefined)).toHaveLength(4);
});
