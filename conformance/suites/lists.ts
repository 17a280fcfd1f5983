import { expect } from 'expect';
import { afterAll, beforeAll, describe, needing, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target, openInside } from '../harness/target.ts';
import { ERROR, LIST, RUN, groupOf, make, refused, searchOf, userOf } from './messages.ts';

const SURNAMES = ['b', 'C', 'a', 'D', undefined, 'c'];

export const lists = ofProfile('strict', 'empty directory')('lists (RFC 7644 §3.4.2, RFC 9865)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
    for (const [index, familyName] of SURNAMES.entries()) {
      await make(
        scim,
        '/Users',
        userOf({
          userName: `u${index}-${RUN}@example.com`,
          title: index % 2 === 0 ? 'even' : 'odd',
          ...(familyName === undefined ? {} : { externalId: `${familyName}-${RUN}` }),
          ...(familyName === undefined ? {} : { name: { familyName } }),
          emails: [
            { type: 'home', value: `z${index}@example.com` },
            { type: 'work', value: `${9 - index}@example.com`, primary: index !== 3 },
          ],
        }),
      );
    }
    for (const displayName of ['u1 group', 'staff']) await make(scim, '/Groups', groupOf({ displayName }));
  });
  afterAll(async () => scim.drop());

  const get = (query: string) => scim.request('GET', `/Users?${query}`);
  const search = (body: Record<string, unknown>, url = '/Users/.search') => scim.request('POST', url, searchOf(body));
  const ids = (body: { Resources: readonly { id: string }[] }): string[] => body.Resources.map(({ id }) => id);

  describe('pages by index (§3.4.2.4)', () => {
    test('a page has the total of all, where it starts, and how many it holds', async () => {
      const { status, body } = await get('startIndex=2&count=3');
      expect(status).toBe(200);
      expect(body).toMatchObject({ schemas: [LIST], totalResults: 6, startIndex: 2, itemsPerPage: 3 });
      expect(body.Resources).toHaveLength(3);
    });

    test('pages put together are the whole, each resource once', async () => {
      const pages = await Promise.all([1, 3, 5, 7].map((start) => get(`startIndex=${start}&count=2`)));
      expect(new Set(pages.flatMap(({ body }) => ids(body))).size).toBe(6);
      expect(pages.map(({ body }) => body['itemsPerPage'])).toEqual([2, 2, 2, 0]);
    });

    test('a startIndex below 1 is 1, a count below 0 is 0, a count of 0 answers the total alone', async () => {
      expect((await get('startIndex=0&count=1')).body).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
      expect((await get('startIndex=-9&count=1')).body).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
      for (const query of ['count=0', 'count=-1', 'count=0&filter=title%20eq%20%22odd%22', 'count=0&sortBy=title']) {
        const { body } = await get(query);
        expect([query, body.totalResults]).toEqual([query, query.includes('filter') ? 3 : 6]);
        expect(body.Resources ?? []).toEqual([]);
      }
    });

    test('a count is never exceeded, and what is no number is 400 invalidValue', async () => {
      for (const count of [1, 2, 5]) expect((await get(`count=${count}`)).body.Resources).toHaveLength(count);
      refused(await get('count=many'), 400, 'invalidValue');
      refused(await get('startIndex=1.5'), 400, 'invalidValue');
    });
  });

  describe('searches by POST (§3.4.3)', () => {
    test('answer like a GET with the same parameters', async () => {
      const parameters = {
        filter: 'title eq "odd"',
        sortBy: 'userName',
        sortOrder: 'descending',
        startIndex: 2,
        count: 1,
      };
      const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const posted = await search(parameters);
      expect(posted.status).toBe(200);
      expect(posted.body).toEqual((await get(query.join('&'))).body);
    });

    test('must name the SearchRequest schema', async () => {
      refused(await scim.request('POST', '/Users/.search', { filter: 'title pr' }), 400, 'invalidSyntax');
      refused(await scim.request('POST', '/.search', { schemas: [LIST] }), 400, 'invalidSyntax');
    });
  });

  describe('sorting (§3.4.2.3)', () => {
    const order = async (query: string): Promise<string> => {
      const { body } = await get(query);
      return body.Resources.map(({ userName }) => userName.slice(1, 2)).join('');
    };

    test('is ascending unless asked otherwise, without regard to case, and what has no value comes last', async () => {
      expect(await order('sortBy=name.familyName')).toMatch(/^20(15|51)34$/);
      expect(await order('sortBy=NAME.familyname&sortOrder=ascending')).toMatch(/^20(15|51)34$/);
    });

    test('descending turns it round, and what has no value comes first', async () => {
      expect(await order('sortBy=name.familyName&sortOrder=descending')).toMatch(/^43(15|51)02$/);
    });

    test('of a case-exact attribute goes by case', async () => {
      expect(await order('sortBy=externalId')).toBe('132054');
    });

    test('of a multi-valued attribute goes by the primary value, or else by the first', async () => {
      expect(await order('sortBy=emails.value')).toBe('542103');
      expect(await order('sortBy=emails')).toBe('542103');
    });

    test('of moments goes by time', async () => {
      expect(await order('sortBy=meta.created')).toBe('012345');
    });

    test('goes through the pages', async () => {
      expect(await order('sortBy=userName&startIndex=2&count=3')).toBe('123');
      expect(await order('sortBy=userName&sortOrder=descending&startIndex=2&count=3')).toBe('432');
    });

    test('by what is no attribute, or in no known order, is 400 invalidValue', async () => {
      refused(await get('sortBy=shoeSize'), 400, 'invalidValue');
      refused(await get('sortBy=name'), 400, 'invalidValue');
      refused(await get('sortBy=userName&sortOrder=upwards'), 400, 'invalidValue');
    });
  });

  describe('searches of all types (§3.4.2.1, §3.4.3)', () => {
    const all = (body: Record<string, unknown>) => search(body, '/.search');

    test('find users and groups, each with the attributes it has', async () => {
      const { status, body } = await all({ filter: `userName eq "u1-${RUN}@example.com" or displayName sw "u1"` });
      expect(status).toBe(200);
      expect(body).toMatchObject({ schemas: [LIST], totalResults: 2 });
      expect(body.Resources.map(({ meta }) => meta['resourceType'])).toEqual(expect.arrayContaining(['Group', 'User']));
    });

    test('without a filter find everything', async () => {
      const { body } = await all({ count: 200 });
      expect(body.totalResults).toBe(8);
      expect(new Set(ids(body)).size).toBe(8);
    });

    test('can be kept to types by meta.resourceType', async () => {
      const { body } = await all({ filter: '(meta.resourceType eq "Group") or (meta.resourceType eq "None")' });
      expect(body.totalResults).toBe(2);
    });

    test('take an attribute that a type lacks for one without a value', async () => {
      expect((await all({ filter: 'userName pr' })).body.totalResults).toBe(6);
      expect((await all({ filter: 'not (userName pr)' })).body.totalResults).toBe(2);
    });

    test('project each type to those of the attributes that it has', async () => {
      const { status, body } = await all({ attributes: ['displayName', 'userName'], count: 200 });
      expect(status).toBe(200);
      expect(body.totalResults).toBe(8);
      const group = body.Resources.find(({ displayName }) => displayName === 'staff');
      expect(group && Object.keys(group).sort()).toEqual(['displayName', 'id', 'schemas']);
    });

    test('sort by an attribute that only one type has, the others last', async () => {
      const { body } = await all({ sortBy: 'userName', count: 200 });
      expect(body.totalResults).toBe(8);
      expect(body.Resources.slice(0, 6).map(({ userName }) => userName?.slice(0, 2))).toEqual([
        'u0',
        'u1',
        'u2',
        'u3',
        'u4',
        'u5',
      ]);
    });

    test('refuse an attribute that no type has', async () => {
      refused(await all({ filter: 'shoeSize pr' }), 400, 'invalidFilter');
    });

    test('go through pages, by index and by cursor', async () => {
      const byIndex = [];
      for (const startIndex of [1, 4, 7]) byIndex.push(...ids((await all({ startIndex, count: 3 })).body));
      expect(new Set(byIndex).size).toBe(8);
      const byCursor: string[] = [];
      for (let cursor: unknown = ''; cursor !== undefined;) {
        const { body } = await all({ cursor, count: 3 });
        byCursor.push(...ids(body));
        cursor = body['nextCursor'];
      }
      expect(byCursor.sort()).toEqual(byIndex.sort());
    });
  });

  describe('pages by cursor (RFC 9865)', () => {
    const URL_SAFE = /^[A-Za-z0-9._~-]+$/;
    const walk = async (query: string): Promise<{ pages: string[][]; cursors: unknown[]; previous: unknown[] }> => {
      const [pages, cursors, previous]: [string[][], unknown[], unknown[]] = [[], [], []];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const { status, body } = await get(`${query}&cursor=${cursor}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({ schemas: [LIST], itemsPerPage: body.Resources.length });
        pages.push(ids(body));
        previous.push(body['previousCursor']);
        const next = body['nextCursor'];
        cursor = typeof next === 'string' ? next : undefined;
        if (cursor !== undefined) cursors.push(cursor);
      }
      return { pages, cursors, previous };
    };

    test.each(['count=2', 'count=4', 'count=2&filter=title%20pr', 'count=2&sortBy=userName&sortOrder=descending'])(
      'with %s go through everything once, in the order of the index pages',
      async (query) => {
        const { pages, cursors, previous } = await walk(query);
        const count = Number(/count=(\d)/.exec(query)?.[1]);
        const whole = ids((await get(query.replace(/count=\d/, 'count=200'))).body);
        expect(pages.flat()).toEqual(whole);
        expect(pages.every((page) => page.length <= count)).toBe(true);
        expect(pages).toHaveLength(Math.ceil(6 / count));
        expect(cursors.every((cursor) => URL_SAFE.test(String(cursor)))).toBe(true);
        expect(previous[0]).toBeUndefined();
      },
    );

    test('go back by previousCursor to the page before', async () => {
      for (const query of ['count=2', 'count=2&sortBy=userName', 'count=2&filter=title%20pr']) {
        const first = (await get(`${query}&cursor=`)).body;
        const second = (await get(`${query}&cursor=${String(first['nextCursor'])}`)).body;
        const back = (await get(`${query}&cursor=${String(second['previousCursor'])}`)).body;
        expect(ids(back)).toEqual(ids(first));
        expect(back).not.toHaveProperty('previousCursor');
      }
    });

    test('begin with an empty cursor, also written without "=", and by POST', async () => {
      const first = ids((await get('cursor=&count=2')).body);
      expect(ids((await get('cursor&count=2')).body)).toEqual(first);
      const posted = (await search({ cursor: '', count: 2 })).body;
      expect(ids(posted)).toEqual(first);
      const next = (await search({ cursor: posted['nextCursor'], count: 2 })).body;
      expect(next.Resources).toHaveLength(2);
      expect(ids(next)).not.toEqual(first);
    });

    test('have the total where it is known without reading everything', async () => {
      expect((await get('cursor=&count=2')).body.totalResults).toBe(6);
    });

    test('a count of 0 or less answers the total alone', async () => {
      for (const count of [0, -3]) {
        const { body } = await get(`cursor=&count=${count}`);
        expect(body).toMatchObject({ totalResults: 6, itemsPerPage: 0 });
        expect(body).not.toHaveProperty('nextCursor');
      }
    });

    test('without startIndex and cursor the method is index, as the configuration says', async () => {
      const { body } = await get('count=2');
      expect(body).toMatchObject({ startIndex: 1 });
      expect(body).not.toHaveProperty('nextCursor');
    });

    test('a cursor that was changed, or is of another query, is 400 invalidCursor, always in the same words', async () => {
      const cursor = String((await get('cursor=&count=2')).body['nextCursor']);
      const other = cursor.startsWith('A') ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}`;
      const answers = [
        await get(`cursor=${other}&count=2`),
        await get(`cursor=${cursor.slice(0, -2)}&count=2`),
        await get('cursor=nonsense&count=2'),
        await get(`cursor=${cursor}&count=2&filter=title%20pr`),
        await get(`cursor=${cursor}&count=2&sortBy=userName`),
        await scim.request('GET', `/Groups?cursor=${cursor}&count=2`),
      ];
      for (const answer of answers) refused(answer, 400, 'invalidCursor');
      expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    });

    test('a count that is no number, or another than the first, is 400 invalidCount', async () => {
      refused(await get('cursor=&count=many'), 400, 'invalidCount');
      const cursor = String((await get('cursor=&count=2')).body['nextCursor']);
      refused(await get(`cursor=${cursor}&count=3`), 400, 'invalidCount');
    });

    needing('clock')('a cursor that is older than the configuration allows is 400 expiredCursor', async () => {
      let ahead = 0;
      const clock = await openInside({
        profile: 'strict',
        now: () => new Date(Date.now() + ahead * 1000).toISOString(),
      });
      for (let index = 0; index < 3; index += 1) await make(clock, '/Users', userOf());
      const { pagination } = (await clock.request('GET', '/ServiceProviderConfig')).body as unknown as {
        pagination: { cursorTimeout: number };
      };
      const cursor = String((await clock.request('GET', '/Users?cursor=&count=1')).body['nextCursor']);
      ahead = pagination.cursorTimeout - 5;
      expect((await clock.request('GET', `/Users?cursor=${cursor}&count=1`)).status).toBe(200);
      ahead = pagination.cursorTimeout + 5;
      refused(await clock.request('GET', `/Users?cursor=${cursor}&count=1`), 400, 'expiredCursor');
      await clock.drop();
    });

    needing('tenants')(
      'a cursor gives no access: without the scope it is 403, to another tenant it is nothing',
      async () => {
        const cursor = String((await get('cursor=&count=2')).body['nextCursor']);
        const other = await openInside({ profile: 'strict' });
        refused(await other.request('GET', `/Users?cursor=${cursor}&count=2`), 400, 'invalidCursor');
        const without = await openInside({ profile: 'strict', scopes: 'directory' });
        const answer = await without.request('GET', `/Users?cursor=${cursor}&count=2`);
        expect(answer).toMatchObject({ status: 403, body: { schemas: [ERROR] } });
        await Promise.all([other.drop(), without.drop()]);
      },
    );
  });
});
