import { createScim, type ScimAnswer, type ScimBody, type TestScim } from '../support/scim.ts';
import { meter, type Meter } from '../../tools/dynamodb-local/meter.ts';

/** A request may look at about eight of these users, of a fifth of a KB each. */
const LIMIT = 10;
const USERS = 40;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

let scim: TestScim;
let used: Meter;
let group: string;
let all: string[];
/** Few, so that some pages find nothing. */
let tall: string[];

beforeAll(async () => {
  scim = await createScim({ context: { limits: { query: LIMIT } } });
  used = meter(scim.table.documentClient);
  const made: string[] = [];
  for (let at = 0; at < USERS; at += 1) {
    const title = at % 13 === 0 ? 'tall' : 'short';
    made.push((await scim.createUser({ userName: `user-${at}`, title })).body.id);
  }
  all = made.toSorted();
  tall = made.filter((_, at) => at % 13 === 0).toSorted();
  const members = made.map((value) => ({ value }));
  group = (await scim.request('POST', '/Groups', { displayName: 'Everybody', members })).body.id;
});
afterAll(async () => scim.drop());

const search = async (parameters: object, url = '/Users'): Promise<ScimAnswer> => {
  used.reset();
  return scim.request('POST', `${url}/.search`, { schemas: [SEARCH], ...parameters });
};
const page = async (parameters: object, url?: string): Promise<ScimBody> => {
  const { status, body } = await search(parameters, url);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const idsOf = ({ Resources }: ScimBody): string[] => Resources.map(({ id }) => id);

/** All pages from the first on, by their cursors. */
async function walk(parameters: object, url?: string): Promise<ScimBody[]> {
  const pages = [await page({ ...parameters, cursor: '' }, url)];
  for (let next = pages[0]?.nextCursor; next !== undefined; next = pages.at(-1)?.nextCursor)
    pages.push(await page({ ...parameters, cursor: next }, url));
  return pages;
}

/** The same from the last page back. */
async function walkBack(parameters: object, last: ScimBody | undefined): Promise<ScimBody[]> {
  const pages = last ? [last] : [];
  for (let previous = last?.['previousCursor']; typeof previous === 'string'; previous = pages[0]?.['previousCursor'])
    pages.unshift(await page({ ...parameters, cursor: previous }));
  return pages;
}

describe('a query that has to look at everybody', () => {
  const rare = { filter: 'title co "ALL"' };

  test.each([1, 3, 200])('by cursor, %i at a time, goes on where the budget stopped', async (count) => {
    const pages = await walk({ ...rare, count });
    expect(pages.flatMap(idsOf)).toEqual(tall);
    expect(pages.length).toBeGreaterThanOrEqual(USERS / LIMIT);
    expect(pages.length).toBeLessThanOrEqual(USERS / (LIMIT / 2) + tall.length + 1);
    for (const each of pages) expect(each).not.toHaveProperty('totalResults');
  });

  test.each([1, 3, 200])('by cursor, %i at a time, leads back as well', async (count) => {
    const pages = await walk({ ...rare, count });
    const back = await walkBack({ ...rare, count }, pages.at(-1));
    expect(back.flatMap(idsOf)).toEqual(tall);
    expect(back.length).toBeLessThanOrEqual(2 * pages.length);
    for (const each of back.slice(0, -1)) expect(each).toHaveProperty('nextCursor');
  });

  test('leads back from a page in the middle, and forward again', async () => {
    const pages = await walk({ ...rare, count: 200 });
    const middle = pages[Math.floor(pages.length / 2)];
    const back = await walkBack({ ...rare, count: 200 }, middle);
    const forward = [back[0] ?? middle];
    for (let next = forward[0]?.nextCursor; next !== undefined; next = forward.at(-1)?.nextCursor)
      forward.push(await page({ ...rare, count: 200, cursor: next }));
    expect(forward.flatMap((each) => (each ? idsOf(each) : []))).toEqual(tall);
  });

  test('is empty only where the budget found nothing', async () => {
    for (const each of await walk({ ...rare, count: 200 })) expect(each.Resources.length).toBeLessThanOrEqual(LIMIT);
    const pages = await walk({ filter: 'title pr', count: 200 });
    expect(pages.flatMap(idsOf)).toEqual(all);
    for (const each of pages) expect(each.Resources.length).toBeGreaterThanOrEqual(5);
  });

  test.each<[string, object]>([
    ['a filter', rare],
    ['a filter by a time', { filter: 'meta.lastModified gt "2020-01-01T00:00:00Z"' }],
    ['a filter by equality that has no index', { filter: 'title eq "tall"' }],
    ['the number of matches', { ...rare, count: 0 }],
    ['the number of matches by cursor', { ...rare, count: 0, cursor: '' }],
    ['an order', { sortBy: 'title' }],
    ['an order by cursor', { sortBy: 'title', cursor: '' }],
    ['an order of a filter by cursor', { ...rare, sortBy: 'title', cursor: '' }],
  ])('by number is refused: %s', async (_, parameters) => {
    const { status, body } = await search(parameters);
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'tooMany' });
    expect(body.detail).toContain('cursor=');
    if ('filter' in parameters && String(parameters.filter).startsWith('title'))
      expect(body.detail).toMatch(/"title" in "matchingAttributes"/);
    // The counters know already that it is too much.
    expect({ trips: used.trips, rru: used.rru }).toEqual({ trips: 1, rru: 1 });
  });

  test('is asked of several types at once', async () => {
    const pages = await walk({ filter: 'meta.created pr', count: 200 }, '');
    expect(pages.flatMap(idsOf)).toEqual([...all, group]);
    expect(await search({ filter: 'meta.created pr' }, '')).toMatchObject({ status: 400 });
  });

  test('costs more the more terms the filter has', async () => {
    const pagesOf = async (terms: number) => {
      const filter = Array.from({ length: terms }, () => 'title co "ALL"').join(' or ');
      const pages = await walk({ filter, count: 200 });
      expect(pages.flatMap(idsOf)).toEqual(tall);
      return pages.length;
    };
    expect(await pagesOf(400)).toBeGreaterThan(2 * (await pagesOf(1)));
  });

  test('asks for members or groups of each, and costs much more', async () => {
    const pages = await walk({ filter: 'groups.display co "every"', count: 200 });
    expect(pages.flatMap(idsOf)).toEqual(all);
    expect(pages).toHaveLength(USERS);
  });
});

test('what is counted, and what an index finds, is as it was', async () => {
  expect(await page({ count: 5 })).toMatchObject({ totalResults: USERS, itemsPerPage: 5 });
  expect(await page({ count: 0 })).toMatchObject({ totalResults: USERS });
  expect(await page({ count: 0, cursor: '' })).toMatchObject({ totalResults: USERS });
  expect(await page({ filter: 'userName eq "user-7"' })).toMatchObject({ totalResults: 1 });
  expect(await page({ filter: 'userName eq "user-7" and title co "o"', sortBy: 'title' })).toMatchObject({
    totalResults: 1,
  });
  expect((await walk({ count: 7 })).flatMap(idsOf)).toEqual(all);
});

test('a search over several types does not look at those that cannot match', async () => {
  const several = await createScim({ context: { limits: { query: 3 } } });
  for (let at = 0; at < 5; at += 1) await several.request('POST', '/Groups', { displayName: `group ${at}` });
  await several.createUser({ userName: 'anna' });
  const ask = (filter: string) => several.request('POST', '/.search', { schemas: [SEARCH], filter });
  expect(await ask('userName eq "anna"')).toMatchObject({ status: 200, body: { totalResults: 1 } });
  expect(await ask('members.value eq "x" and meta.created pr')).toMatchObject({ body: { totalResults: 0 } });
  expect(await ask('not (userName eq "anna")')).toMatchObject({ status: 400 });
  await several.drop();
});

test('resources of many KB count by what they have', async () => {
  const large = await createScim({ context: { limits: { query: 50 } } });
  for (let at = 0; at < 6; at += 1) await large.createUser({ nickName: 'n'.repeat(30_000) });
  const { body } = await large.request('GET', '/Users?filter=nickName%20pr&cursor=&count=200');
  expect(body.Resources).toHaveLength(2);
  expect(await large.request('GET', '/Users?filter=nickName%20pr')).toMatchObject({
    status: 400,
    body: { scimType: 'tooMany' },
  });
  await large.drop();
});

describe('the members of a group', () => {
  const members = () => ({ filter: `groups.value eq "${group}"` });

  test('by number cost their page, and a look at what the group knows of the others', async () => {
    const found: string[] = [];
    for (let startIndex = 1; startIndex <= USERS; startIndex += 5) {
      const { totalResults, ...part } = await page({ ...members(), startIndex, count: 5 });
      expect(totalResults).toBe(USERS);
      found.push(...idsOf(part as ScimBody));
    }
    expect(found).toEqual(all);
    await page({ ...members(), attributes: ['userName'], count: 5 });
    // 5 users, the group, and its 40 memberships of 200 bytes.
    expect(used.rru).toBeLessThanOrEqual(5 + 1 + 4);
  });

  test('who were deleted are not counted', async () => {
    const own = await createScim();
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.push((await own.createUser()).body.id);
    const staff = await own.request('POST', '/Groups', { displayName: 'x', members: ids.map((value) => ({ value })) });
    await own.request('DELETE', `/Users/${ids[1]}`);
    const { body } = await own.request('GET', `/Users?filter=groups.value%20eq%20%22${staff.body.id}%22`);
    expect(body).toMatchObject({ totalResults: 2, itemsPerPage: 2 });
    await own.drop();
  });

  test('by cursor stop at the budget, too', async () => {
    expect((await walk({ ...members(), count: 200 })).flatMap(idsOf)).toEqual(all);
    expect(
      (await walk({ filter: `groups.value eq "${group}" and title eq "tall"`, count: 200 })).flatMap(idsOf),
    ).toEqual(tall);
  });

  test('by number and another condition are refused', async () => {
    const { status, body } = await search({ filter: `groups.value eq "${group}" and title eq "tall"` });
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'tooMany' });
    expect(body.detail).toContain('cursor=');
  });

  test('are refused by number where they are too many to be counted', async () => {
    const small = await createScim({ context: { limits: { query: 5 } } });
    const value = Array.from({ length: 25 }, (_, at) => ({ value: `member-${at}` }));
    const { id } = (await small.request('POST', '/Groups', { displayName: 'x', members: value })).body;
    const answer = await small.request('GET', `/Users?filter=groups.value%20eq%20%22${id}%22&count=5`);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'tooMany' } });
    expect(answer.body.detail).toContain('cursor=');
    await small.drop();
  });
});
