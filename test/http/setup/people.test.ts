import type { DirectoryUser } from '../../../lambdas/directory/directory-user.ts';
import { createHistoryWriter } from '../../../lambdas/store/feed/history.ts';
import { createSearchWriter } from '../../../lambdas/store/search/search.ts';
import { openTable } from '../../../lambdas/store/table/open-table.ts';
import { searchValues } from '../../../lambdas/scim/query/search-values.ts';
import { userType } from '../../../lambdas/tenant/resource-types.ts';
import { createLife, type TestLife } from '../../support/life.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

let life: TestLife;
let setup: TestSetup;
const ids: Record<string, string> = {};

interface People {
  readonly users: readonly DirectoryUser[];
  readonly next?: string;
}
const namesAt = async (path: string): Promise<string[]> => {
  const { status, body } = await setup.get<People>(path);
  expect(status).toBe(200);
  return body.users.map(({ externalId }) => externalId ?? '');
};
const disable = (name: string) =>
  life.scim.request('PATCH', `/Users/${ids[name]}`, { Operations: [{ op: 'replace', path: 'active', value: false }] });
const remove = (name: string) => life.scim.request('DELETE', `/Users/${ids[name]}`);

/** What the stream of the table does behind every write. */
async function indexSearch(id: string): Promise<void> {
  const { table, store } = life.scim;
  const stored = await store.get('User', id);
  const values = searchValues(userType, stored?.attributes ?? {});
  const writer = createSearchWriter(openTable({ client: table.documentClient, tableName: table.tableName }));
  await writer.moveSearch(
    values.map((value) => ({ type: 'User', id, value })),
    [],
  );
}

beforeAll(async () => {
  life = await createLife();
  setup = await createSetup(life.scim, { context: { now: life.now } });
  for (const name of ['anna', 'bert', 'cleo', 'dora', 'emil']) {
    const { body } = await life.scim.createUser({
      userName: `${name}@example.com`,
      externalId: name,
      displayName: name === 'dora' ? '<b>דורה</b>' : `Ann ${name}`,
    });
    ids[name] = body.id;
    await indexSearch(body.id);
  }
  await life.scim.request('POST', '/Groups', { displayName: 'Staff', members: [{ value: ids['anna'] }] });
  const { body: group } = await life.scim.request('POST', '/Groups', { displayName: 'Gone' });
  await life.scim.request('DELETE', `/Groups/${group.id}`);
  await disable('cleo');
  life.forward(2);
  await remove('bert');
  life.forward(3);
  await remove('emil');
});
afterAll(async () => life.scim.drop());

test.each([
  ['/people?search=ann', ['anna', 'bert', 'cleo', 'emil']],
  ['/people?search=ANNA@', ['anna']],
  ['/people?search=<b>', ['dora']],
  ['/people?search=nobody', []],
  ['/people?externalId=dora', ['dora']],
  ['/people?externalId=bert', ['bert']],
  ['/people?externalId=dor', []],
  ['/people?id=none', []],
  ['/people?leaving=true', ['cleo', 'bert', 'emil']],
])('GET %s finds %j', async (path, names) => {
  const found = await namesAt(encodeURI(path));
  expect(path.includes('leaving') ? found : found.toSorted()).toEqual(names);
});

test('somebody by id, with when it will be erased', async () => {
  const { body } = await setup.get<People>(`/people?id=${ids['bert']}`);
  expect(body.users).toMatchObject([{ id: ids['bert'], state: 'leaving', userName: 'bert@example.com' }]);
  expect(Date.parse(body.users[0]?.purgeAfter ?? '')).toBeGreaterThan(Date.parse(life.now()));
});

test('a search and the leaving ones go on page by page, and nobody comes twice', async () => {
  const more: string[] = [];
  for (let each = 0; each < 52; each += 1) {
    const { body } = await life.scim.createUser({ userName: `zoe${each}@example.com`, externalId: `zoe${each}` });
    await indexSearch(body.id);
    more.push(body.id);
  }
  await Promise.all(more.map((id) => life.scim.request('DELETE', `/Users/${id}`)));
  for (const [path, count] of [
    ['/people?search=zoe', 52],
    ['/people?leaving=true', 55],
  ] as const) {
    const first = (await setup.get<People>(path)).body;
    expect(first.users).toHaveLength(50);
    const second = (await setup.get<People>(`${path}&cursor=${first.next}`)).body;
    expect(second.next).toBeUndefined();
    expect(new Set([...first.users, ...second.users].map(({ id }) => id)).size).toBe(count);
  }
});

test('who is only disabled is not among the leaving where that leads nowhere', async () => {
  const retention = { days: 30, deactivated: 'keep' } as const;
  const keeping = await createSetup(life.scim, { context: { now: life.now, retention } });
  const { body } = await keeping.get<People>('/people?leaving=true');
  expect(body.users.map(({ state }) => state)).not.toContain('deactivated');
});

test('a person has its groups and what happened to it; one that was erased says when', async () => {
  const { table } = life.scim;
  const history = createHistoryWriter({ client: table.documentClient, tableName: table.tableName });
  const told = { type: 'User', id: ids['anna']!, time: life.now(), changed: ['title'], by: 'key' };
  const entries = [1, 2].map((version) => ({ ...told, event: 'user.updated', version, eventId: `x/${version}` }));
  await history.add(entries, life.now());
  const { body } = await setup.get(`/people/${ids['anna']}`);
  expect(body).toMatchObject({
    id: ids['anna'],
    state: 'active',
    groups: [{ id: expect.any(String), name: 'Staff' }],
    read: expect.arrayContaining([
      {
        field: 'name',
        value: 'Ann anna',
        raw: 'Ann anna',
        from: [{ path: 'displayName', source: 'displayName' }],
        why: null,
      },
      { field: 'title', value: null, raw: null, from: [], why: 'Entra sends no value for title' },
    ]),
    timeline: [
      { event: 'user.updated', time: told.time, attributes: ['title'], by: 'key' },
      { event: 'user.updated', time: told.time, attributes: ['title'], by: 'key' },
    ],
  });
  life.forward(40);
  await life.runJobs();
  const { status, body: problem } = await setup.get<{ detail: string }>(`/people/${ids['bert']}`);
  expect([status, problem.detail]).toEqual([404, expect.stringContaining('was erased at 20')]);
  expect(await namesAt(`/people?id=${ids['bert']}`)).toEqual([]);
});

test.each([
  ['/people', 400, 'give one of search, externalId, id, leaving; received 0'],
  ['/people?search=ann&id=x', 400, 'received 2'],
  ['/people?search=a', 400, 'two characters or more'],
  ['/people?search=', 400, 'two characters or more'],
  ['/people?leaving=yes', 400, 'allowed: true'],
  ['/people?leaving=true&cursor=AAAA', 400, 'the cursor was not given out'],
  ['/people?name=x', 400, 'allowed: search, externalId, id, leaving, cursor'],
  ['/people/none', 404, 'nobody has the id "none"'],
  [`/people/${'x'.repeat(3000)}`, 404, 'nobody has the id'],
  ['/people/none?x=1', 400, 'allowed: cursor'],
])('%s is a problem', async (path, status, detail) => {
  const { body, headers, status: got } = await setup.get<Record<string, unknown>>(path);
  expect([got, body['detail']]).toEqual([status, expect.stringContaining(detail)]);
  expect(headers['content-type']).toBe('application/problem+json');
});

test('a link without people reads nobody', async () => {
  const blind = await createSetup(life.scim, { may: ['tokens'] });
  for (const path of ['/people', '/people?search=ann', '/people?leaving=true', `/people/${ids['anna']}`]) {
    const { status, text } = await blind.get(path);
    expect([path, status]).toEqual([path, 403]);
    expect(text).not.toContain('example.com');
  }
  expect((await blind.get('/fields')).status).toBe(200);
});
