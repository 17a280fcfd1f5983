import { keepFeed, keepHistory } from '../../lambdas/events/keep.ts';
import { userHistory } from '../../lambdas/service/lifecycle/operator/history.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
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
  const history = await userHistory(life.operating, id);
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
  expect((await userHistory(life.operating, id, 3)).changes.map(facts)).toEqual(HAPPENED.slice(2));
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

test('the feed says who made each change, too', async () => {
  const { entries } = await directory.feed.read({ item: 1, offset: 0 }, 10);
  expect(entries.map(({ event, by }) => [event, by])).toContainEqual(['user.erased', 'operator']);
  expect(entries.filter(({ requestId }) => requestId !== undefined)).toHaveLength(4);
});
