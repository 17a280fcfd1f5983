import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** Three users, and what a list of them says: how many match, and who is on the page. */
async function directory(profile: 'entra' | 'strict') {
  const seen: string[] = [];
  const scim: TestScim = await createScim({
    profile,
    observe: async ({ kind, reason }) => void seen.push(`${kind} ${reason}`),
  });
  for (const userName of ['a', 'b', 'c']) await scim.createUser({ userName, title: `T${userName}` });
  const told = ({ status, body }: ScimAnswer) =>
    status === 200
      ? [body.totalResults, body.Resources.map(({ userName }) => userName).join('')]
      : [status, body['scimType']];
  const get = async (query: string) => told(await scim.request('GET', `/Users?sortBy=userName&${query}`));
  const search = async (parameters: object) =>
    told(await scim.request('POST', '/Users/.search', { schemas: [SEARCH], sortBy: 'userName', ...parameters }));
  return { scim, seen, get, search };
}

const filter = (value: string) => encodeURIComponent(`userName eq "${value}"`);

describe('under entra', () => {
  let own: Awaited<ReturnType<typeof directory>>;
  beforeAll(async () => {
    own = await directory('entra');
  });
  afterAll(() => own.scim.drop());

  test.each<[string, unknown]>([
    [`Filter=${filter('b')}`, [1, 'b']],
    [`FILTER=${filter('b')}`, [1, 'b']],
    ['StartIndex=2&Count=1', [3, 'b']],
    ['SortOrder=descending', [3, 'cba']],
    // The exact name counts, wherever it stands.
    [`Filter=${filter('a')}&filter=${filter('b')}`, [1, 'b']],
    [`filter=${filter('b')}&Filter=${filter('a')}`, [1, 'b']],
    ['count=2&COUNT=1', [3, 'ab']],
    ['filter=', [3, 'abc']],
    ['Filter=', [3, 'abc']],
    ['filter=%20', [3, 'abc']],
    [`filter=&Filter=${filter('a')}`, [3, 'abc']],
    ['Count=x', [400, 'invalidValue']],
    ['Filter=x', [400, 'invalidFilter']],
  ])('?%s', async (query, expected) => {
    expect(await own.get(query)).toEqual(expected);
  });

  test.each<[object, unknown]>([
    [{ Filter: 'userName eq "b"' }, [1, 'b']],
    [{ FILTER: 'userName eq "a"', filter: 'userName eq "b"' }, [1, 'b']],
    [{ filter: '' }, [3, 'abc']],
    [{ startIndex: '2', count: '1' }, [3, 'b']],
    [{ StartIndex: ' 2 ', Count: 1 }, [3, 'b']],
    [{ startIndex: '', count: '+2' }, [3, 'ab']],
    [{ SortOrder: 'descending' }, [3, 'cba']],
    [{ startIndex: 'x' }, [400, 'invalidValue']],
    [{ count: '1.5' }, [400, 'invalidValue']],
    [{ count: true }, [400, 'invalidValue']],
    [{ cursor: '', count: 'x' }, [400, 'invalidCount']],
  ])('a search %j', async (parameters, expected) => {
    expect(await own.search(parameters)).toEqual(expected);
  });

  test('what an answer shows is asked for in any case, with every method', async () => {
    const { body } = await own.scim.request('POST', '/Users?Attributes=title', { userName: 'd', title: 'Td' });
    expect(Object.keys(body).sort()).toEqual(['id', 'schemas', 'title']);
    const read = await own.scim.request('GET', `/Users/${body.id}?ExcludedAttributes=title`);
    expect(read.body).not.toHaveProperty('title');
    await own.scim.request('DELETE', `/Users/${body.id}`);
  });

  test('discovery refuses a filter under any name, and an empty one is none', async () => {
    const statuses = ['Filter=x', 'filter=x', 'filter=', 'Filter='].map(
      async (query) => (await own.scim.request('GET', `/Schemas?${query}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 403, 200, 200]);
  });

  test('the doctor sees the filter under any name', async () => {
    own.seen.length = 0;
    await own.get(`Filter=${encodeURIComponent('userName eq "7c7c1a3e-0d5b-4f5e-9a3c-0b6f4f2f8a11"')}`);
    await own.get(`Filter=${encodeURIComponent('badge eq "x"')}`);
    expect(own.seen).toEqual(['probe -', 'userQuery attribute:?']);
  });
});

describe('under strict', () => {
  let own: Awaited<ReturnType<typeof directory>>;
  beforeAll(async () => {
    own = await directory('strict');
  });
  afterAll(() => own.scim.drop());

  test.each<[string, unknown]>([
    [`Filter=${filter('b')}`, [3, 'abc']],
    ['StartIndex=2&Count=1', [3, 'abc']],
    [`Filter=${filter('a')}&filter=${filter('b')}`, [1, 'b']],
    ['filter=', [400, 'invalidFilter']],
    ['filter=%20', [400, 'invalidFilter']],
  ])('?%s', async (query, expected) => {
    expect(await own.get(query)).toEqual(expected);
  });

  test.each<[object, unknown]>([
    [{ Filter: 'userName eq "b"' }, [3, 'abc']],
    [{ filter: '' }, [400, 'invalidFilter']],
    [{ startIndex: '2' }, [400, 'invalidValue']],
    [{ count: '1' }, [400, 'invalidValue']],
  ])('a search %j', async (parameters, expected) => {
    expect(await own.search(parameters)).toEqual(expected);
  });

  test('discovery refuses an empty filter as well', async () => {
    expect((await own.scim.request('GET', '/Schemas?filter=')).status).toBe(403);
  });
});
