import { altered } from '../support/altered.ts';
import { createScim, type ScimBody, type TestScim } from '../support/scim.ts';
import { wholePlay } from '../support/sizes.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

describe('queries', () => {
  let scim: TestScim;
  let now = '2027-01-01T00:00:00.000Z';
  let ids: string[];
  const titles = [
    'b',
    'A',
    undefined,
    'c',
    'É',
    'a',
    undefined,
    'B',
    'z',
    'd',
    'e',
    'f',
    'g',
    'h',
    'i',
    'j',
    'k',
    'l',
    'm',
    'n',
    'o',
    'p',
    'q',
  ];

  beforeAll(async () => {
    scim = await createScim({ context: { now: () => now } });
    for (const [index, title] of titles.entries()) {
      await scim.createUser({
        userName: `user-${index}`,
        ...(title ? { title } : {}),
        emails: [{ value: `z${index}` }, { value: `a${100 - index}`, primary: true }],
      });
    }
    await scim.request('POST', '/Groups', { displayName: 'b group' });
    ids = (await list('/Users?count=200')).Resources.map(({ id }) => id);
  });
  afterAll(async () => scim.drop());

  const list = async (url: string): Promise<ScimBody> => (await scim.request('GET', url)).body;
  const walk = async (query: string): Promise<ScimBody[]> => {
    const pages = [await list(`/Users?${query}&cursor=`)];
    for (let next = pages[0]?.nextCursor; next !== undefined; next = pages.at(-1)?.nextCursor) {
      pages.push(await list(`/Users?${query}&cursor=${next}`));
    }
    return pages;
  };
  const idsOf = (pages: readonly ScimBody[]): string[] =>
    pages.flatMap(({ Resources }) => Resources.map(({ id }) => id));

  test('sorting puts values in order without regard to case, and those without a value last', async () => {
    const { Resources } = await list('/Users?sortBy=title&count=200');
    const found = Resources.map(({ title }) => title as string | undefined);
    expect(found.slice(0, 4).map((title) => title?.toLowerCase())).toEqual(['a', 'a', 'b', 'b']);
    expect(found.slice(-3)).toEqual(['É', undefined, undefined]);
    const descending = (await list('/Users?sortBy=title&sortOrder=descending&count=200')).Resources.map(({ id }) => id);
    expect(descending).toEqual(Resources.map(({ id }) => id).toReversed());
  });

  test('sorting by a multi-valued attribute takes the primary value, by a date the moment', async () => {
    const { Resources } = await list('/Users?sortBy=emails.value&count=200');
    expect(Resources[0]).toMatchObject({ userName: 'user-0' });
    expect((await list('/Users?sortBy=meta.created&count=3&startIndex=2')).Resources).toHaveLength(3);
  });

  test.each([
    ['sortBy=shoeSize', /does not have/],
    ['sortBy=name', /complex; name a sub-attribute such as "name.formatted"/],
    ['sortBy=password', /never returned/],
    ['sortBy=title&sortOrder=up', /"sortOrder" is "up"/],
  ])('%s is refused', async (query, detail) => {
    const { status, body } = await scim.request('GET', `/Users?${query}`);
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'invalidValue' });
    expect(body.detail).toMatch(detail);
  });

  test.each([
    '',
    'filter=title%20pr',
    'sortBy=title',
    'sortBy=title&sortOrder=descending&filter=title%20pr',
    'filter=userName%20eq%20%22user-3%22',
  ])('cursors walk the result of "%s" forward and back, each page once', async (query) => {
    const pages = await walk(`${query}&count=5`);
    const { Resources } = await list(`/Users?${query}&count=200`);
    expect(idsOf(pages)).toEqual(Resources.map(({ id }) => id));
    expect(pages[0]).not.toHaveProperty('previousCursor');
    expect(pages[0]).not.toHaveProperty('startIndex');
    let back = pages.at(-1);
    for (const expected of pages.slice(0, -1).toReversed()) {
      back = await list(`/Users?${query}&count=5&cursor=${String(back?.previousCursor)}`);
      expect(back.Resources.map(({ id }) => id)).toEqual(expected.Resources.map(({ id }) => id));
      expect(back).toHaveProperty('nextCursor');
    }
    expect(back).not.toHaveProperty('previousCursor');
  });

  test('a page that ends exactly at the end has no next cursor', async () => {
    const pages = await walk(`count=${titles.length}`);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ totalResults: titles.length, itemsPerPage: titles.length });
  });

  test('a cursor goes on where the page ended, whatever was deleted or created in between', async () => {
    const first = await list('/Users?count=5&cursor=');
    const extra = (await scim.createUser()).body.id;
    const last = first.Resources.at(-1)?.id ?? '';
    const second = await list(`/Users?count=200&cursor=${(await list('/Users?count=200&cursor=')).nextCursor ?? ''}`);
    expect(second.totalResults).toBe(titles.length + 1);
    await scim.request('DELETE', `/Users/${extra}`);
    const rest = await list(`/Users?count=5&cursor=${String(first.nextCursor)}`);
    expect(rest.Resources.map(({ id }) => id)).toEqual(ids.slice(ids.indexOf(last) + 1, ids.indexOf(last) + 6));
  });

  test('a cursor that was changed, is of another query or count, or expired is refused', async () => {
    const cursor = String((await list('/Users?count=5&cursor=')).nextCursor);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    const refused = async (query: string, scimType: string) => {
      const { status, body } = await scim.request('GET', `/Users?${query}`);
      expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType });
    };
    await refused(`count=5&cursor=${altered(cursor)}`, 'invalidCursor');
    await refused('count=5&cursor=nonsense', 'invalidCursor');
    await refused(`count=5&filter=title%20pr&cursor=${cursor}`, 'invalidCursor');
    await refused(`count=5&sortBy=title&cursor=${cursor}`, 'invalidCursor');
    await refused(`count=6&cursor=${cursor}`, 'invalidCount');
    await refused('count=x&cursor=', 'invalidCount');
    await refused(`startIndex=1&cursor=${cursor}`, 'invalidValue');
    now = '2027-01-01T01:00:01.000Z';
    await refused(`count=5&cursor=${cursor}`, 'expiredCursor');
  });

  test('every startIndex leads to the same place that walking from the first one does', async () => {
    for (let startIndex = 1; startIndex <= titles.length + 2; startIndex += 1) {
      const page = await list(`/Users?startIndex=${startIndex}&count=3`);
      expect(page).toMatchObject({ totalResults: titles.length, startIndex });
      expect(page.Resources.map(({ id }) => id)).toEqual(ids.slice(startIndex - 1, startIndex + 2));
    }
  });

  test('a search at the root spans the types, and an attribute that one lacks excludes it', async () => {
    const search = async (more: object) =>
      (await scim.request('POST', '/.search', { schemas: [SEARCH], count: 200, ...more })).body;
    expect(await search({})).toMatchObject({ totalResults: titles.length + 1 });
    const group = await search({ filter: 'displayName sw "b"' });
    expect(group).toMatchObject({
      totalResults: 1,
      Resources: [{ displayName: 'b group', meta: { resourceType: 'Group' } }],
    });
    expect(await search({ filter: 'meta.resourceType eq "User" and title eq "z"' })).toMatchObject({ totalResults: 1 });
    expect(await search({ filter: 'nothing pr' })).toMatchObject({ status: '400', scimType: 'invalidFilter' });
    const last = await search({ startIndex: titles.length + 1 });
    expect(last.Resources).toMatchObject([{ displayName: 'b group' }]);
    const first = await search({ cursor: '', count: titles.length });
    const second = await search({ cursor: first.nextCursor, count: titles.length });
    expect(second.Resources).toMatchObject([{ displayName: 'b group' }]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  wholePlay(
    'a page of very large resources is cut before it is too large for an answer, and cursors and numbers go on behind the cut',
    async () => {
      const large = await createScim();
      // A quotation mark is four bytes of an answer: these are 560 KB each.
      const users = 12;
      for (let index = 0; index < users; index += 1)
        await large.createUser({ displayName: String(index).padEnd(140_000, '"') });
      const read = async (url: string): Promise<ScimBody> => (await large.request('GET', url)).body;
      const first = await read(`/Users?count=${users}`);
      expect(first.Resources.length).toBeLessThan(users);
      const second = await read(`/Users?count=${users}&startIndex=${first.Resources.length + 1}`);
      for (const query of ['', '&sortBy=displayName', '&filter=displayName%20pr']) {
        const one = await read(`/Users?count=${users}&cursor=${query}`);
        const two = await read(`/Users?count=${users}&cursor=${one.nextCursor}${query}`);
        expect(new Set(idsOf([one, two])).size).toBe(users);
        const back = await read(`/Users?count=${users}&cursor=${two.previousCursor}${query}`);
        expect(idsOf([back])).toEqual(idsOf([one]).slice(-back.Resources.length));
      }
      expect(new Set(idsOf([first, second])).size).toBe(users);
      await large.drop();
    },
  );
});
