import { keepSearch } from '../../lambdas/events/keep-search.ts';
import { searchUsers } from '../../lambdas/directory/search.ts';
import { indexed } from '../../lambdas/service/indexed.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { searchValues } from '../../lambdas/scim/query/search-values.ts';
import { checkTable } from '../../lambdas/store/check/check-table.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import { itemsOf } from '../support/items.ts';
import { consume } from '../support/consumers.ts';
import { patchOf } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';

/** People are found by how a name or an address of theirs begins, by entries that follow each change. */

let life: TestLife;
let directory: TestDirectory;
const ids: Record<string, string> = {};
const keeping = () => keepSearch(tenantResourceTypes([]), life.scim.store);
const follow = () => consume(life.scim.table, life.now(), keeping().consume);

async function person(userName: string, familyName: string, displayName: string): Promise<void> {
  const emails = [{ type: 'work', value: `${userName}@example.com` }];
  const attributes = { userName: `${userName}@example.com`, emails, name: { familyName }, displayName };
  ids[userName] = (await life.scim.createUser(attributes)).body.id;
}

beforeAll(async () => {
  life = await createLife({ stream: true });
  directory = createDirectory(life.scim);
  await person('anna', 'Lindqvist', 'Anna Lindqvist');
  await person('bert', 'ANDERSON', 'Bert Anderson');
  await person('antonia', 'O', 'Antonia O');
  await person('ming', '王', '王小明');
  await life.scim.request('DELETE', `/Users/${ids['antonia']}`);
  await follow();
});
afterAll(() => life.scim.drop());

const nameOf = (id: string): string => Object.entries(ids).find(([, each]) => each === id)?.[0] ?? id;
async function found(query: string): Promise<(readonly [name: string, state: string])[]> {
  const { status, body } = await directory.get(`/users?search=${query}`);
  expect(status).toBe(200);
  return body.users.map(({ id, state }) => [nameOf(id), state] as const);
}

test.each([
  ['a userName, an address or a family name, who is leaving too', 'AN', ['bert', 'anna', 'antonia']],
  ['a family name', 'lind', ['anna']],
  ['all of a display name', '%20anna%20LINDqvist%20', ['anna']],
  ['more than anybody has', 'lindqvists', []],
  ['one ideograph', '王', ['ming']],
  ['an ideograph and more', '王小', ['ming']],
  ['what is in the middle', 'nderson', []],
  ['more than 64 characters', `anna${'x'.repeat(80)}`, []],
])('%s', async (_what, search, names) => {
  expect((await found(search)).map(([name]) => name)).toEqual(names);
});

test('the state is told, and other parameters choose among those who are found', async () => {
  expect(await found('an&state=leaving')).toEqual([['antonia', 'leaving']]);
  expect(await found('an&name=anna%20lindqvist')).toEqual([['anna', 'active']]);
});

test('pages go on where the one before ended, and nobody comes twice', async () => {
  const names: string[] = [];
  let url: string | undefined = '/users?search=an&limit=1';
  while (url !== undefined) {
    const { body, headers } = await directory.get(url);
    names.push(...body.users.map(({ id }) => nameOf(id)));
    url = /<(.*)>/.exec(headers['link'] ?? '')?.[1];
  }
  expect(names).toEqual(['bert', 'anna', 'antonia']);
});

test.each(['', 'a', '%20a%20'])('a search for "%s" is refused, and says what to do', async (search) => {
  const { status, body } = await directory.get(`/users?search=${search}`);
  expect([status, body.detail]).toEqual([400, expect.stringContaining('two characters or more')]);
  await expect(searchUsers(directory.context, decodeURIComponent(search))).rejects.toThrow('two characters or more');
});

test('an entry that is out of date harms nobody, and goes behind the change', async () => {
  await person('carl', 'Carlson', 'Carl');
  await follow();
  await life.scim.request('PATCH', `/Users/${ids['carl']}`, patchOf({ op: 'replace', value: { displayName: 'Zoe' } }));
  expect(await found('carl')).toEqual([['carl', 'active']]);
  expect(await found('zoe')).toEqual([]);
  await follow();
  expect(await found('zoe')).toEqual([['carl', 'active']]);
  expect(await entriesOf('carl')).toEqual(['carl@example.com', 'carlson', 'zoe']);
});

const SEARCH = 'SEARCH#USER#';
async function entriesOf(name: string): Promise<string[]> {
  const end = `#${ids[name]}`;
  const items = (await itemsOf(life.scim.table)).filter(({ pk, sk }) => pk.startsWith(SEARCH) && sk.endsWith(end));
  return items.map(({ sk }) => sk.slice(0, -end.length)).toSorted();
}

test('an erasure takes the entries away itself', async () => {
  await person('dora', 'Doran', 'Dora');
  await follow();
  expect(await entriesOf('dora')).toEqual(['dora', 'dora@example.com', 'doran']);
  await commandUser(life.operating, 'erase', ids['dora'] ?? '');
  expect(await entriesOf('dora')).toEqual([]);
  await follow();
  expect(await entriesOf('dora')).toEqual([]);
});

test('a check tells of entries that are missing, and of those of nobody; a replay renews them', async () => {
  await person('emil', 'Emilson', 'Emil');
  const { documentClient: client, tableName } = life.scim.table;
  const problems = async () => {
    const found = await checkTable(openTable({ client, tableName }), (resource) => {
      const type = tenantResourceTypes([]).find(({ name }) => name === resource.type) ?? userType;
      return { ...indexed(type, resource), searched: searchValues(type, resource.attributes) };
    });
    return found.problems.map(({ kind, key, what }) => [kind, key, what]);
  };
  const emil = ids['emil'] ?? '';
  expect(await problems()).toEqual(
    [
      ['emil', 'em'],
      ['emil@example.com', 'em'],
      ['emilson', 'em'],
    ].map(([value, start]) => ['search', `${SEARCH}${start} ${value}#${emil}`, `is missing for ${emil}`]),
  );
  const stored = await life.scim.store.get('User', emil);
  await keeping().renew(stored ? [stored] : []);
  const stray = { type: 'User', id: emil, value: 'nobody' };
  await life.scim.store.moveSearch([stray], []);
  expect(await problems()).toEqual([['search', `${SEARCH}no nobody#${emil}`, 'belongs to nobody']]);
  await life.scim.store.moveSearch([], [stray]);
  expect(await problems()).toEqual([]);
});
