import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createScim, type ScimAnswer, type ScimBody, type TestScim } from '../support/scim.ts';

/** So many members are read for one page here: nobody has to make thousands. */
const LIMIT = 20;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const LEFT_OUT = 'scim-left-out';
/** How many members each group has, in the order in which they were made. */
const COUNTS = [3, 12, 12, 0, 25, 4, 20, 1];

let scim: TestScim;
let groups: TestGroups;
/** How many members each group has, by its id, in the order of the list. */
let sizes: Map<string, number>;
let large: string;

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `member-${at}`);

beforeAll(async () => {
  scim = await createScim({ context: { limits: { members: LIMIT } } });
  groups = testGroups(scim);
  const made: [string, number][] = [];
  for (const count of COUNTS) made.push([await groups.create(refs(idsOf(count))), count]);
  sizes = new Map(made.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  large = made.find(([, count]) => count > LIMIT)?.[0] ?? '';
});
afterAll(() => scim.drop());

const membersIn = (resource: ScimBody['Resources'][number]): number =>
  ((resource['members'] ?? []) as unknown[]).length;

/** Whatever is on the page is whole, but for one group that stands there alone and is named. */
function checkPage({ body, headers }: ScimAnswer): void {
  const leftOut = body.Resources.filter((each) => membersIn(each) !== sizes.get(each.id)).map(({ id }) => id);
  expect(leftOut.map((id) => `members of ${id}`)).toEqual(headers[LEFT_OUT] === undefined ? [] : [headers[LEFT_OUT]]);
  if (leftOut.length > 0) expect(body.Resources).toHaveLength(1);
  else expect(body.Resources.reduce((sum, each) => sum + membersIn(each), 0)).toBeLessThanOrEqual(LIMIT);
}

const walk = async (url: string, next: (page: ScimBody, seen: number) => string | undefined): Promise<ScimBody[]> => {
  const pages: ScimBody[] = [];
  for (let path: string | undefined = url, seen = 0; path !== undefined;) {
    const answer: ScimAnswer = await scim.request('GET', path);
    expect(answer.status).toBe(200);
    checkPage(answer);
    pages.push(answer.body);
    seen += answer.body.Resources.length;
    path = next(answer.body, seen);
  }
  return pages;
};
const seenIn = (pages: readonly ScimBody[]): string[] =>
  pages.flatMap(({ Resources }) => Resources.map(({ id }) => id));

test('pages by number show every group, whole or named as too large', async () => {
  const pages = await walk('/Groups?count=100', (page, seen) =>
    seen < (page.totalResults ?? 0) ? `/Groups?count=100&startIndex=${seen + 1}` : undefined,
  );
  expect(seenIn(pages)).toEqual([...sizes.keys()]);
  expect(pages[0]).toMatchObject({ totalResults: COUNTS.length, itemsPerPage: pages[0]?.Resources.length });
});

test.each(['cursor=', 'sortBy=id&cursor='])('pages by cursor do, forward and back: %s', async (query) => {
  const forward = await walk(`/Groups?count=100&${query}`, ({ nextCursor }) =>
    nextCursor === undefined ? undefined : `/Groups?count=100&${query}${encodeURIComponent(nextCursor)}`,
  );
  expect(seenIn(forward)).toEqual([...sizes.keys()]);
  const last = forward.at(-1)?.previousCursor;
  const back = await walk(`/Groups?count=100&${query}${encodeURIComponent(last ?? '')}`, ({ previousCursor }) =>
    previousCursor === undefined ? undefined : `/Groups?count=100&${query}${encodeURIComponent(previousCursor)}`,
  );
  const seen = back.toReversed().flatMap((page) => seenIn([page]));
  expect([...seen, ...seenIn(forward.slice(-1))]).toEqual([...sizes.keys()]);
});

test('whoever asks for the members by name is not answered without them', async () => {
  const query = { schemas: [SEARCH], filter: `id eq "${large}"`, attributes: ['members'] };
  const { status, body } = await scim.request('POST', '/Groups/.search', query);
  expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'tooMany' });
  expect(body.detail).toContain('excludedAttributes=members');
});

test('a search over all types does the same', async () => {
  const answer = await scim.request('POST', '/.search', { schemas: [SEARCH], filter: `id eq "${large}"` });
  checkPage(answer);
  expect(answer.headers[LEFT_OUT]).toBe(`members of ${large}`);
});

test('a name costs as much as ten members', async () => {
  const statusOf = async (count: number): Promise<number> => {
    const [id] = [...sizes].find(([, members]) => members === count) ?? [];
    const filter = encodeURIComponent(`id eq "${id}"`);
    return (await scim.request('GET', `/Groups?filter=${filter}&attributes=members.display`)).status;
  };
  expect(await statusOf(1)).toBe(200);
  expect(await statusOf(3)).toBe(400);
});

test('members that are not shown are not read', async () => {
  const { body, headers } = await scim.request('GET', '/Groups?count=100&excludedAttributes=members');
  expect(body.Resources).toHaveLength(COUNTS.length);
  expect(headers[LEFT_OUT]).toBeUndefined();
});

test('one group is read as far as one answer goes', async () => {
  expect(await groups.members(large)).toHaveLength(25);
});
