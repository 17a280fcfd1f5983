import type { ChangesPage } from '../../lambdas/directory/changes.ts';
import type { DirectoryUser } from '../../lambdas/directory/directory-user.ts';
import { createDirectory, type DirectoryBody, type TestDirectory } from './test-directory.ts';
import { createLife, type TestLife } from '../support/life.ts';

let life: TestLife;
let directory: TestDirectory;
beforeAll(async () => {
  life = await createLife();
  directory = createDirectory(life.scim, { fields: { bioUrl: 'timezone' }, context: { now: life.now } });
});
afterAll(async () => life.scim.drop());

const ids: Record<string, string> = {};
const patch = (name: string, path: string, value: unknown) =>
  life.scim.request('PATCH', `/Users/${ids[name]}`, { Operations: [{ op: 'Replace', path, value }] });

beforeAll(async () => {
  for (const name of ['anna', 'bert', 'cleo', 'dora', 'emil']) {
    const { body } = await life.scim.createUser({
      userName: `${name}@example.com`,
      externalId: name,
      displayName: name.toUpperCase(),
      title: name === 'anna' ? '=Boss, "the"' : 'Clerk',
      timezone: `https://example.com/${name}`,
      emails: [{ type: 'work', value: `${name}.work@example.com` }],
      phoneNumbers: [{ type: 'mobile', value: '+49 170 1' }],
    });
    ids[name] = body.id;
  }
  await patch('bert', 'active', 'False');
  await life.scim.request('DELETE', `/Users/${ids['cleo']}`);
  await life.scim.request('POST', '/Groups', { displayName: 'Staff', members: [{ value: ids['anna'] }] });
  await life.scim.request('POST', '/Groups', { displayName: 'Board', members: [{ value: ids['anna'] }] });
});

/** Every page of a list, by its links. */
async function pages(url: string): Promise<DirectoryBody[]> {
  const all: DirectoryBody[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const answer = await directory.get(next);
    expect(answer.status).toBe(200);
    all.push(answer.body);
    next = /<(.+)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
    expect(next === undefined).toBe(answer.body.next === undefined);
  }
  return all;
}
const usersOf = async (url: string): Promise<DirectoryUser[]> => (await pages(url)).flatMap(({ users }) => users);
const namesOf = async (url: string): Promise<string[]> =>
  (await usersOf(url)).map(({ externalId }) => externalId ?? '').toSorted();

test('a user is its fields, its state and when it will be erased', async () => {
  const { body, headers } = await directory.get(`/users/${ids['anna']}`);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  expect(body).toEqual({
    id: ids['anna'],
    state: 'active',
    userName: 'anna@example.com',
    externalId: 'anna',
    fields: {
      email: 'anna.work@example.com',
      name: 'ANNA',
      title: '=Boss, "the"',
      location: null,
      phone: null,
      mobile: '+49 170 1',
      fax: null,
      bioUrl: 'https://example.com/anna',
    },
    created: expect.any(String) as string,
    lastModified: expect.any(String) as string,
    softDeletedAt: null,
    purgeAfter: null,
  });
  const cleo = (await directory.get(`/users/${ids['cleo']}?groups=true`)).body;
  expect(cleo).toMatchObject({ state: 'leaving', fields: { name: 'CLEO' }, groups: [] });
  expect(Date.parse(cleo.purgeAfter) - Date.parse(cleo.softDeletedAt)).toBe(30 * 86_400_000);
  expect((await directory.get(`/users/${ids['bert']}`)).body).toMatchObject({ state: 'deactivated' });
});

test.each([
  ['/users', ['anna', 'bert', 'cleo', 'dora', 'emil']],
  ['/users?limit=1', ['anna', 'bert', 'cleo', 'dora', 'emil']],
  ['/users?limit=2&groups=true', ['anna', 'bert', 'cleo', 'dora', 'emil']],
  ['/users?state=active', ['anna', 'dora', 'emil']],
  ['/users?state=deactivated', ['bert']],
  ['/users?state=leaving', ['cleo']],
  ['/users?state=leaving,deactivated&limit=1', ['bert', 'cleo']],
  ['/users?title=clerk&limit=2', ['bert', 'cleo', 'dora', 'emil']],
  ['/users?title=clerk&state=active&limit=1', ['dora', 'emil']],
  ['/users?email=Anna.Work@example.com', ['anna']],
  ['/users?email=cleo.work@example.com', ['cleo']],
  ['/users?email=nobody@example.com', []],
  ['/users?userName=%20ANNA@example.com', ['anna']],
  ['/users?userName=cleo@example.com', ['cleo']],
  ['/users?userName=cleo@example.com&state=active', []],
  ['/users?userName=anna.work@example.com', []],
  ['/users?externalId=cleo', ['cleo']],
  ['/users?externalId=Anna', []],
  ['/users?externalId=bert&userName=anna@example.com', []],
  ['/users?externalId=bert&search=be', ['bert']],
  ['/users?externalId=bert&search=an', []],
  ['/users?externalId=bert&title=clerk&updatedSince=2020-01-01T00:00:00Z', ['bert']],
  ['/users?bioUrl=https://example.com/dora', ['dora']],
  ['/users?updatedSince=2099-01-01T00:00:00Z', []],
  ['/users?updatedSince=2020-01-01T00:00:00Z&title=Clerk&email=emil.work@example.com', ['emil']],
])('GET %s finds %j', async (url, names) => {
  expect(await namesOf(url)).toEqual(names);
});

test('users are found by their ids, in the order of these, and each once', async () => {
  const [anna = '', cleo = '', emil = ''] = ['anna', 'cleo', 'emil'].map((name) => ids[name]);
  const asked = [emil, anna, 'nobody', cleo, anna].join(', ');
  const all = await pages(`/users?id=${encodeURIComponent(asked)}&limit=2`);
  expect(all.flatMap(({ users }) => users.map(({ id }) => id))).toEqual([anna, cleo, emil].toSorted());
  expect(await namesOf(`/users?id=${asked}&state=leaving`)).toEqual(['cleo']);
  expect(await namesOf(`/users?id=${emil}&title=Clerk&userName=emil@example.com`)).toEqual(['emil']);
});

test('the first page of all says how many are not leaving; where to follow from, who looks up is not told', async () => {
  const all = await pages('/users?limit=2');
  const there = all.flatMap(({ users }) => users).filter(({ state }) => state !== 'leaving');
  expect(all.map(({ total }) => total)).toEqual([there.length, ...all.slice(1).map(() => undefined)]);
  expect(all.every(({ changes }) => changes === all[0]?.changes)).toBe(true);
  expect((await directory.get('/users?state=active,deactivated')).body.total).toBe(there.length);
  for (const query of ['state=active', 'title=Clerk', 'updatedSince=2020-01-01T00:00:00Z', 'search=an'])
    expect((await directory.get(`/users?${query}`)).body).not.toHaveProperty('total');
  for (const query of ['id=x', 'userName=x', 'externalId=x', 'email=x'])
    expect((await directory.get(`/users?${query}`)).body).toEqual({ users: [] });
});

test('each page has at most as many as were asked for, and each user comes once', async () => {
  const all = await pages('/users?limit=2');
  expect(all.map(({ users }) => users.length)).toEqual([2, 2, 1]);
  expect(new Set(all.flatMap(({ users }) => users.map(({ id }) => id))).size).toBe(5);
});

test('who is held comes once, wherever it stands', async () => {
  for (const name of ['dora', 'cleo', 'bert']) {
    const stored = await life.scim.store.get('User', ids[name]!);
    const next = { ...stored!, version: stored!.version + 1, hold: { since: life.now(), reason: 'court' } };
    const none = { claims: [], lookups: [] };
    await life.scim.store.write({ resource: stored!, index: none }, { resource: next, index: none });
  }
  expect(await namesOf('/users?limit=1')).toEqual(['anna', 'bert', 'cleo', 'dora', 'emil']);
  expect(await namesOf('/users?state=deactivated')).toEqual(['bert']);
  expect(await namesOf('/users?state=leaving')).toEqual(['cleo']);
});

test('groups are told on request, sorted by name', async () => {
  const users = await usersOf('/users?groups=true&state=active');
  const groups = Object.fromEntries(
    users.map(({ externalId, groups: of = [] }) => [externalId, of.map(({ name }) => name)]),
  );
  expect(groups).toEqual({ anna: ['Board', 'Staff'], dora: [], emil: [] });
  expect((await usersOf('/users'))[0]).not.toHaveProperty('groups');
  const listed = (await pages('/groups?limit=1')).flatMap(({ groups: page }) => page);
  expect(listed.map(({ name }) => name ?? '').toSorted()).toEqual(['Board', 'Staff']);
});

test('CSV by Accept or by .csv; pages put together are one table; nothing in it runs', async () => {
  const { text, headers } = await directory.get('/users?email=anna.work@example.com', { accept: 'text/csv' });
  expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  const [head, row] = text.split('\r\n');
  expect(head).toBe(
    'id,state,email,name,title,location,phone,mobile,fax,bioUrl,userName,externalId,created,lastModified,softDeletedAt,purgeAfter',
  );
  expect(row).toContain(
    `${ids['anna']},active,anna.work@example.com,ANNA,"'=Boss, ""the""",,,+49 170 1,,https://example.com/anna,`,
  );
  const first = await directory.get('/users.csv?limit=3&groups=true');
  const second = await directory.get(/<(.+)>/.exec(first.headers['link'] ?? '')?.[1] ?? '');
  expect(second.headers['content-type']).toBe('text/csv; charset=utf-8; header=absent');
  const rows = `${first.text}${second.text}`.trimEnd().split('\r\n');
  expect(rows).toHaveLength(6);
  expect(rows.join('\n')).toContain('Board; Staff');
  expect((await directory.get('/groups.csv')).text).toMatch(/^id,name,externalId,created,lastModified\r\n/);
});

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['text/*, application/json;q=0.5', 'text/csv'],
  ['application/json;q=0, */*', 'text/csv'],
])('Accept %j is answered with %s', async (accept, type) => {
  const { headers } = await directory.get('/users', accept === undefined ? {} : { accept });
  expect(headers['content-type']).toContain(type);
});

describe('the feed', () => {
  const changesAt = async (url: string) => (await directory.get(url)).body as unknown as ChangesPage;
  const entry = (name: string, version: number) => ({
    eventId: `test/User/${ids[name]}/${version}`,
    event: 'user.updated',
    type: 'User',
    id: ids[name]!,
    version,
    time: life.now(),
    changed: ['title'],
  });

  test('is read from the oldest change, or from where an export began, without a gap', async () => {
    const start = String((await directory.get('/users?limit=1')).body.changes);
    await directory.feed.append([entry('anna', 2), entry('bert', 3)], life.now());
    await directory.feed.append([entry('cleo', 4)], life.now());
    const first = await changesAt(`/changes?since=${start}&limit=1`);
    expect(first).toMatchObject({ changes: [{ id: ids['anna'], version: 2 }], more: true });
    const second = await changesAt(`/changes?since=${first.next}&limit=10`);
    expect(second.changes.map(({ version }) => version)).toEqual([3, 4]);
    expect(second.more).toBe(false);
    const third = await changesAt(`/changes?since=${second.next}`);
    expect(third).toMatchObject({ changes: [], more: false });
    await directory.feed.append([entry('dora', 9)], life.now());
    expect((await changesAt(`/changes?since=${third.next}`)).changes).toMatchObject([{ version: 9 }]);
    expect((await changesAt('/changes')).changes).toHaveLength(4);
  });

  test('tells users as they are now where that is asked for', async () => {
    const { changes } = await changesAt('/changes?expand=user');
    expect(changes.map(({ user }) => user?.state)).toEqual(['active', 'deactivated', 'leaving', 'active']);
  });

  test('says so when what changed since then is not kept any more', async () => {
    const { next } = await changesAt('/changes');
    life.forward(33);
    expect((await directory.get(`/changes?since=${next}`)).status).toBe(200);
    life.forward(2);
    const { status, body } = await directory.get(`/changes?since=${next}`);
    expect([status, body.type]).toEqual([410, 'urn:serverless-scim:problem:position-gone']);
    expect(body.detail).toContain('read all users again');
  });
});

describe('bad input is a problem that says what to do', () => {
  const forged = 'A'.repeat(60);
  test.each([
    ['/users?limit=0', 400, 'invalid-parameter', 'limit is "0"; allowed: a whole number from 1 to 1000'],
    ['/users?limit=1001', 400, 'invalid-parameter', 'limit'],
    ['/users?limit=ten', 400, 'invalid-parameter', 'limit'],
    ['/users?titel=x', 400, 'unknown-parameter', 'the parameter "titel" is not known; allowed: limit, cursor'],
    ['/users?state=gone', 400, 'invalid-parameter', 'active, deactivated, leaving'],
    ...[
      'yesterday',
      '2027-02-30T00:00:00Z',
      '2027-13-01T00:00:00Z',
      '2027-01-31T24:00:00Z',
      '2027-01-31T23:59:60Z',
      '2027-01-31T08:00:00+01:00',
      '2027-01-31T08:00:00%2B24:00',
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00%2B01:00',
      '9999-12-31T23:59:59-23:59',
      '-2027-01-01T00:00:00Z',
    ].map((time): [string, number, string, string] => [
      `/users?updatedSince=${time}`,
      400,
      'invalid-parameter',
      'allowed: a time such as 2027-01-31T08:00:00Z; a + in an address is written %2B',
    ]),
    ...['cursor', 'title', 'userName', 'externalId'].map((name): [string, number, string, string] => [
      `/users?${name}=`,
      400,
      'invalid-parameter',
      `"${name}" has no value; give it one, or leave it out`,
    ]),
    ...['limit', 'state', 'id', 'search', 'updatedSince', 'groups'].map((name): [string, number, string, string] => [
      `/users?${name}=`,
      400,
      'invalid-parameter',
      `${name} is ""; allowed: `,
    ]),
    ['/changes?since=', 400, 'invalid-parameter', '"since" has no value'],
    ['/users?state=active&state=leaving', 400, 'invalid-parameter', '"state" was sent 2 times; send it once'],
    ['/users?id=a&limit=5&id=b&id=b', 400, 'invalid-parameter', '"id" was sent 3 times; send it once, with commas'],
    ['/groups/x/members?cursor=a&cursor=b', 400, 'invalid-parameter', '"cursor" was sent 2 times'],
    [`/users?id=${'x,'.repeat(9_999)}x`, 400, 'invalid-parameter', 'id has 10000 ids; allowed: up to 100'],
    [`/groups?id=${'x,'.repeat(100)}x`, 400, 'invalid-parameter', 'id has 101 ids; allowed: up to 100'],
    ['/users?id=a,,b', 400, 'invalid-parameter', 'id is ""; allowed: ids as answers have them'],
    [`/users?id=${'x'.repeat(1_000_000)}`, 400, 'invalid-parameter', '...; allowed: ids as answers have them'],
    [`/users?userName=${'x'.repeat(3000)}&limit=0`, 400, 'invalid-parameter', 'limit'],
    ['/users?groups=yes', 400, 'invalid-parameter', 'true or false'],
    [`/users?cursor=${forged}`, 400, 'invalid-cursor', 'begin without a cursor'],
    [`/groups?cursor=${forged}`, 400, 'invalid-cursor', 'begin without a cursor'],
    [`/groups/x/members?nested=yes`, 400, 'invalid-parameter', 'nested is "yes"; allowed: true or false'],
    [`/groups/x/members?cursor=${forged}`, 400, 'invalid-cursor', 'begin without a cursor'],
    ['/groups/x/members?expand=groups', 400, 'invalid-parameter', 'allowed: user'],
    ['/groups/x/members?state=active', 400, 'unknown-parameter', 'allowed: limit, cursor, nested, expand'],
    ['/groups/x?memberCount=1', 400, 'invalid-parameter', 'true or false'],
    [`/changes?since=${forged}`, 400, 'invalid-cursor', 'since'],
    ['/changes?expand=groups', 400, 'invalid-parameter', 'allowed: user'],
    ['/users/..%2F..%2Fetc', 404, 'not-found', 'there is no user with the id "../../etc"'],
    [`/users/${'x'.repeat(3000)}`, 404, 'not-found', 'there is no user'],
    ['/users/none?title=x', 400, 'unknown-parameter', 'allowed: groups'],
    ...['/groups/x', '/groups/x/members', `/groups/${'x'.repeat(3000)}?memberCount=true`].map(
      (path): [string, number, string, string] => [path, 404, 'not-found', 'there is no group with the id "x'],
    ),
    ['/users/x/groups', 404, 'not-found', 'there is no user with the id "x"'],
    ['/people', 404, 'not-found', 'there is no "/directory/v1/people"; /directory/v1 has /users, /users/{id}, '],
    ['/users.csv/x', 404, 'not-found', 'there is no "/directory/v1/users.csv/x"; /directory/v1 has /users, '],
    ['/openapi.json?x=1', 400, 'unknown-parameter', 'allowed: none'],
  ])('%s', async (url, status, kind, detail) => {
    const { body, headers, status: got } = await directory.get(url);
    expect([got, body.status, body.type]).toEqual([status, status, `urn:serverless-scim:problem:${kind}`]);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body.detail).toContain(detail);
  });

  test('a cursor of another query, and one of the day before yesterday', async () => {
    const { next } = (await directory.get('/users?limit=1&title=Clerk')).body;
    expect((await directory.get(`/users?limit=3&title=Clerk&cursor=${next}`)).status).toBe(200);
    const other = await directory.get(`/users?limit=1&title=Boss&cursor=${next}`);
    expect([other.status, other.body.type]).toEqual([400, 'urn:serverless-scim:problem:invalid-cursor']);
    life.forward(1.1);
    const late = await directory.get(`/users?limit=1&title=Clerk&cursor=${next}`);
    expect([late.status, late.body.type]).toEqual([400, 'urn:serverless-scim:problem:expired-cursor']);
  });

  test('a cursor of one group, of another walk or of another look-up is none of these', async () => {
    const [staff = '', board = ''] = (await directory.get('/groups')).body.groups.map(({ id }) => id);
    await life.scim.request('PATCH', `/Groups/${staff}`, {
      Operations: [{ op: 'Add', path: 'members', value: [{ value: ids['dora'] }] }],
    });
    const path = `/groups/${staff}/members`;
    const { next } = (await directory.get(`${path}?limit=1`)).body;
    expect((await directory.get(`${path}?limit=2&cursor=${next}`)).status).toBe(200);
    const groupsNext = (await directory.get('/groups?limit=1')).body.next;
    for (const url of [
      `/groups/${board}/members?cursor=${next}`,
      `${path}?nested=true&cursor=${next}`,
      `${path}?expand=user&cursor=${next}`,
      `/groups?cursor=${next}`,
      `/users/${ids['anna']}/groups?cursor=${next}`,
      `/groups?externalId=x&cursor=${groupsNext}`,
      `/changes?since=${next}`,
    ]) {
      const { status, body } = await directory.get(url);
      expect([url, status, body.type]).toEqual([url, 400, 'urn:serverless-scim:problem:invalid-cursor']);
    }
  });

  test.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'every path below /directory that is none, by %s',
    async (method) => {
      for (const path of [
        '/directory',
        '/directory/',
        '/directory/v1',
        '/directory/v1/',
        '/directory/v1/nope',
        '/directory/v1/nope/',
        '/directory/v1//users',
        '/directory/v2/x',
        '/directory/v1/groups/xyz/nope',
        '/directory/v1/groups/xyz/members/nope/',
        '/directory/v1/users/xyz/nope',
        '/directory/v1/users/xyz/history/1',
        '/directory/v1/changes/1',
        '/directory/v1/openapi.json/x',
      ]) {
        const { status, headers, text } = await directory.get(`https://scim.example.com${path}`, {}, method);
        expect([path, status, headers['content-type']]).toEqual([path, 404, 'application/problem+json']);
        if (method !== 'HEAD') expect(text).toContain(`there is no \\"${path.slice(0, 40)}`);
      }
    },
  );

  test('an Accept that nobody serves, and a method that changes', async () => {
    expect((await directory.get('/users', { accept: 'image/png' })).status).toBe(406);
    expect((await directory.get('/changes', { accept: 'text/csv' })).status).toBe(406);
    const post = await directory.get('/users', {}, 'POST');
    expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const head = await directory.get('/users', {}, 'HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
    expect((await directory.get('/users', {}, 'OPTIONS')).headers['allow']).toBe('GET, HEAD, OPTIONS');
  });

  test('a credential for SCIM reads nothing here', async () => {
    const probe = createDirectory(life.scim, { scopes: 'probe' });
    expect([(await probe.get('/openapi.json')).status, (await probe.get('/users')).status]).toEqual([200, 403]);
    const { status, body } = await createDirectory(life.scim, { scopes: 'scim' }).get('/users');
    expect([status, body.type]).toEqual([403, 'urn:serverless-scim:problem:wrong-scope']);
    expect(body.detail).toContain('needs the scope directory');
  });

  test('who was erased is not there, and till then found by an address that is the userName alone', async () => {
    const finn = (await life.scim.createUser({ userName: 'finn@example.com', emails: [] })).body.id;
    const find = async () => (await usersOf('/users?email=FINN@example.com')).map(({ id, state }) => [id, state]);
    expect(await find()).toEqual([[finn, 'active']]);
    life.forward(40);
    await life.scim.request('DELETE', `/Users/${finn}`);
    expect(await find()).toEqual([[finn, 'leaving']]);
    await life.scim.request('DELETE', `/Users/${ids['emil']}`);
    life.forward(31);
    await life.runJobs();
    const { status, body } = await directory.get(`/users/${ids['emil']}`);
    expect([status, body.detail]).toEqual([404, expect.stringContaining('was erased')]);
    expect(await find()).toEqual([]);
    expect((await directory.get(`/users?id=${ids['emil']}`)).body.users).toEqual([]);
    expect(await namesOf('/users')).not.toContain('emil');
  });
});

test('a field that is composed, formatted or a default text is found by what it shows, in CSV, too', async () => {
  const own = createDirectory(life.scim, {
    fields: {
      location: ['displayName', ', ', 'locale', '/', 'title'],
      mobile: { format: 'international' },
      dial: { path: 'phoneNumbers[type eq "mobile"].value', format: 'E.164' },
      email: { path: 'nickName', default: 'info@example.com' },
    },
    country: 'DE',
  });
  const { body: fred } = await life.scim.createUser({
    userName: 'fred',
    displayName: 'Fred',
    title: 'Chef',
    phoneNumbers: [{ type: 'mobile', value: '(0170) 1234567' }],
  });
  const shown = {
    location: 'Fred, Chef',
    mobile: '+49 170 1234567',
    dial: '+491701234567',
    email: 'info@example.com',
  };
  for (const [name, value] of Object.entries(shown)) {
    const { body } = await own.get(`/users?${new URLSearchParams({ [name]: value, state: 'active' }).toString()}`);
    expect(body.users.find(({ id }) => id === fred.id)?.fields).toMatchObject(shown);
  }
  const { text } = await own.get(`/users.csv?location=fred%2C+chef`);
  expect(text).toContain('"Fred, Chef",,+49 170 1234567,');
  const { body } = await life.scim.request('GET', `/Users/${fred.id}`);
  expect(body['phoneNumbers']).toMatchObject([{ value: '(0170) 1234567' }]);
});
