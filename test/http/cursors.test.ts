import { awsError, firstTimes, injectFaults } from '../support/faults.ts';
import { createScim, type ScimBody, type TestScim } from '../support/scim.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** How many users and groups there are; the groups have the users as members. */
const DIRECTORIES: readonly (readonly [users: number, groups: number])[] = [
  [4, 1],
  [1, 3],
];

/** What a search for users and groups at once may ask for beside the page. */
const SEARCHES: readonly (readonly [what: string, search: object])[] = [
  ['everything', {}],
  ['a filter that reads all', { filter: 'meta.created pr' }],
  ['a filter of one type', { filter: 'displayName pr' }],
  ['a sort', { sortBy: 'displayName' }],
  ['a descending sort', { sortBy: 'displayName', sortOrder: 'descending' }],
];

describe.each(DIRECTORIES)('cursors over %i users and %i groups', (users, groups) => {
  let scim: TestScim;
  let memberOf = '';
  beforeAll(async () => {
    scim = await createScim();
    const members: { value: string }[] = [];
    for (let index = 0; index < users; index += 1)
      members.push({ value: (await scim.createUser({ userName: `user-${index}` })).body.id });
    for (let index = 0; index < groups; index += 1) {
      const { body } = await scim.request('POST', '/Groups', { displayName: `group ${index}`, members });
      memberOf = body.id;
    }
  });
  afterAll(async () => scim.drop());

  const page = async (search: object, count: number, cursor: string): Promise<ScimBody> => {
    const { status, body } = await scim.request('POST', '/.search', { schemas: [SEARCH], ...search, count, cursor });
    expect(status).toBe(200);
    return body;
  };
  const idsOf = ({ Resources }: ScimBody): string[] => Resources.map(({ id }) => id);

  /** The ids of each page from the first on, and from the last back to the first. */
  const bothWays = async (search: object, count: number): Promise<{ forward: string[][]; back: string[][] }> => {
    const pages = [await page(search, count, '')];
    for (let next = pages[0]?.nextCursor; next !== undefined; next = pages.at(-1)?.nextCursor)
      pages.push(await page(search, count, next));
    const forward = pages.map(idsOf);
    const back = [forward.at(-1) ?? []];
    for (let previous = pages.at(-1)?.['previousCursor']; typeof previous === 'string';) {
      const before = await page(search, count, previous);
      back.unshift(idsOf(before));
      previous = before['previousCursor'];
    }
    return { forward, back };
  };

  test.each(SEARCHES)('lead back through the pages that they led forward through: %s', async (_, search) => {
    for (const count of [1, 2, 100]) {
      const { forward, back } = await bothWays(search, count);
      expect({ count, pages: back }).toEqual({ count, pages: forward });
      expect(new Set(forward.flat()).size).toBe(forward.flat().length);
    }
  });

  test('lead back through the members of a group', async () => {
    for (const count of [1, 2, 100]) {
      const { forward, back } = await bothWays({ filter: `groups.value eq "${memberOf}"` }, count);
      expect({ count, pages: back }).toEqual({ count, pages: forward });
      expect(forward.flat()).toHaveLength(users);
    }
  });
});

// Jest fails a test that leaves a rejected promise without anybody who looks at it; in Lambda it
// would end the function.
test('a page whose total and resources cannot be read fails the request, and does not end the function', async () => {
  const scim = await createScim();
  await scim.createUser();
  const failing = firstTimes(2, 'QueryCommand', () => ({ error: awsError('Broken') }));
  const stop = injectFaults(scim.table.documentClient, failing);
  expect((await scim.request('GET', '/Users?count=5&cursor=')).status).toBe(500);
  stop();
  expect((await scim.request('GET', '/Users?count=5&cursor=')).body.totalResults).toBe(1);
  await scim.drop();
});
