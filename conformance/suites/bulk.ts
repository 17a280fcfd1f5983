import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, GROUP, RUN, USER, groupOf, anyUser, make, patchOf, refused, userOf } from './messages.ts';

const bulkOf = (Operations: unknown[], more: Record<string, unknown> = {}) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
  Operations,
  ...more,
});

interface Result {
  readonly location?: string;
  readonly method: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly status: string;
  readonly response?: { readonly scimType?: string; readonly detail: string; readonly status: string };
}

export const bulk = ofProfile('strict')('bulk (RFC 7644 §3.7)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  const send = async (operations: unknown[], more?: Record<string, unknown>): Promise<readonly Result[]> => {
    const { status, body } = await scim.request('POST', '/Bulk', bulkOf(operations, more));
    expect(status).toBe(200);
    expect(body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:BulkResponse']);
    expect(Object.keys(body).sort()).toEqual(['Operations', 'schemas']);
    return body['Operations'] as readonly Result[];
  };
  const post = (bulkId: string, data: unknown, path = '/Users') => ({ method: 'POST', path, bulkId, data });
  const idOf = (result: Result | undefined): string => result?.location?.split('/').at(-1) ?? '';
  const byBulkId = (results: readonly Result[], bulkId: string) => results.find((result) => result.bulkId === bulkId);

  test('every operation has method, location, version, status, and a POST its bulkId', async () => {
    const [put, patched, deleted] = await Promise.all([1, 2, 3].map(() => make(scim, '/Users', userOf())));
    const results = await send([
      post('qwerty', userOf({ title: 'x' })),
      { method: 'PUT', path: put?.url, version: 'W/"1"', data: userOf({ title: 'put' }) },
      { method: 'PATCH', path: patched?.url, data: patchOf({ op: 'add', path: 'title', value: 'patched' }) },
      { method: 'DELETE', path: deleted?.url },
    ]);
    expect(results.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 201',
      'PUT 200',
      'PATCH 200',
      'DELETE 204',
    ]);
    expect(results[0]).toMatchObject({ bulkId: 'qwerty', version: 'W/"1"' });
    expect(results.slice(1).map(({ location }) => location)).toEqual([
      put?.body.meta['location'],
      patched?.body.meta['location'],
      deleted?.body.meta['location'],
    ]);
    const created = await scim.request('GET', `/Users/${idOf(results[0])}`);
    expect(created.body).toMatchObject({ title: 'x', meta: { location: results[0]?.location } });
    expect((await scim.request('GET', put?.url ?? '')).body['title']).toBe('put');
    expect((await scim.request('GET', patched?.url ?? '')).body['title']).toBe('patched');
    expect((await scim.request('GET', deleted?.url ?? '')).status).toBe(404);
  });

  test('each operation has the status and the error that it would have had alone', async () => {
    const ada = await anyUser(scim);
    const operations = [
      ['POST', '/Users', userOf({ userName: ada.body.userName })],
      ['POST', '/Users', { schemas: [USER] }],
      ['PATCH', ada.url, patchOf({ op: 'remove' })],
      ['PATCH', ada.url, { Operations: [{ op: 'add', path: 'title', value: 'x' }] }],
      ['PUT', '/Users/unknown', userOf()],
      ['DELETE', '/Users/unknown', undefined],
      ['POST', '/Nothing', {}],
    ] as const;
    const results = await send(
      operations.map(([method, path, data], index) => ({
        method,
        path,
        data,
        ...(method === 'POST' ? { bulkId: `${index}` } : {}),
      })),
    );
    for (const [index, [method, path, data]] of operations.entries()) {
      if (path === '/Nothing') {
        expect(results[index]).toMatchObject({ status: '404', response: { status: '404' } });
        continue;
      }
      const alone = await scim.request(method, path, data);
      expect(results[index]).toMatchObject({ status: String(alone.status), response: alone.body });
      expect('location' in (results[index] as Result)).toBe(method !== 'POST');
    }
  });

  test('an operation with an old version is 412, and the others go on', async () => {
    const ada = await make(scim, '/Users', userOf());
    const data = patchOf({ op: 'add', path: 'title', value: 'x' });
    const results = await send([
      { method: 'PATCH', path: ada.url, version: 'W/"9"', data },
      { method: 'DELETE', path: ada.url, version: 'W/"9"' },
      { method: 'PATCH', path: ada.url, version: 'W/"1"', data },
    ]);
    expect(results.map(({ status }) => status)).toEqual(['412', '412', '200']);
  });

  test('failures do not hold up the others, unless failOnErrors says so', async () => {
    const bad = { schemas: [USER] };
    const operations = () => [post('a', bad), post('b', userOf()), post('c', bad), post('d', userOf())];
    const all = await send(operations());
    expect(all.map(({ status }) => status)).toEqual(['400', '201', '400', '201']);
    const one = await send(operations(), { failOnErrors: 1 });
    expect(one.map(({ status }) => status)).toEqual(['400']);
    const two = await send(operations(), { failOnErrors: 2 });
    expect(two.map(({ status }) => status)).toEqual(['400', '201', '400']);
  });

  test('a bulkId stands for the id of the new resource, before and after its POST, in values, paths and extensions', async () => {
    const results = await send([
      post('boss-of-bob', userOf({ [ENTERPRISE]: { manager: { value: 'bulkId:alice' } } })),
      post('guides', groupOf({ members: [{ type: 'User', value: 'bulkId:alice' }] }), '/Groups'),
      post('alice', userOf()),
      { method: 'PATCH', path: '/Users/bulkId:alice', data: patchOf({ op: 'add', path: 'title', value: 'Alice' }) },
    ]);
    expect(results.map(({ status }) => status)).toEqual(['201', '201', '201', '200']);
    const alice = idOf(byBulkId(results, 'alice'));
    const group = await scim.request('GET', `/Groups/${idOf(byBulkId(results, 'guides'))}`);
    expect(group.body['members']).toMatchObject([{ value: alice, type: 'User' }]);
    const bob = await scim.request('GET', `/Users/${idOf(byBulkId(results, 'boss-of-bob'))}`);
    expect(bob.body[ENTERPRISE]).toMatchObject({ manager: { value: alice } });
    expect((await scim.request('GET', `/Users/${alice}`)).body['title']).toBe('Alice');
  });

  test('groups may refer to each other in a circle', async () => {
    const results = await send([
      post('qwerty', groupOf({ members: [{ type: 'Group', value: 'bulkId:ytrewq' }] }), '/Groups'),
      post('ytrewq', groupOf({ members: [{ type: 'Group', value: 'bulkId:qwerty' }] }), '/Groups'),
    ]);
    const [a, b] = results.map(idOf);
    expect(results.map(({ status }) => status)).toEqual(['201', '201']);
    expect((await scim.request('GET', `/Groups/${a}`)).body['members']).toMatchObject([{ value: b }]);
    expect((await scim.request('GET', `/Groups/${b}`)).body['members']).toMatchObject([{ value: a }]);
  });

  test('a reference to a bulkId that nobody has, or whose POST failed, fails that operation alone', async () => {
    const results = await send([
      post('lost', groupOf({ members: [{ value: 'bulkId:nobody' }] }), '/Groups'),
      post('bad', { schemas: [USER] }),
      post('orphan', groupOf({ members: [{ value: 'bulkId:bad' }] }), '/Groups'),
      post('good', userOf()),
    ]);
    expect(results.map(({ status }) => status[0])).toEqual(['4', '4', '4', '2']);
  });

  test('operations on one resource keep their order', async () => {
    const ada = await make(scim, '/Users', userOf());
    const titles = Array.from({ length: 20 }, (_, index) => `title ${index}`);
    const results = await send(
      titles.map((value) => ({
        method: 'PATCH',
        path: ada.url,
        data: patchOf({ op: 'replace', path: 'title', value }),
      })),
    );
    expect(results.every(({ status }) => status === '200')).toBe(true);
    expect((await scim.request('GET', ada.url)).body).toMatchObject({ title: 'title 19', meta: { version: 'W/"21"' } });
    const [gone, again] = await send([
      { method: 'DELETE', path: ada.url },
      post('again', userOf({ userName: ada.body.userName })),
    ]);
    expect([gone?.status, again?.status]).toEqual(['204', '201']);
  });

  test('more operations than maxOperations are 413 and name the limit; nothing is done', async () => {
    const { bulk } = (await scim.request('GET', '/ServiceProviderConfig')).body as unknown as {
      bulk: { maxOperations: number; maxPayloadSize: number };
    };
    const ada = await anyUser(scim, { title: 'before' });
    const before = (await scim.request('GET', '/Users?count=0')).body.totalResults;
    const data = patchOf({ op: 'replace', path: 'title', value: 'after' });
    const change = { method: 'PATCH', path: ada.url, data };
    const operations = Array.from({ length: bulk.maxOperations + 1 }, () => change);
    const many = await scim.request('POST', '/Bulk', bulkOf(operations));
    refused(many, 413);
    expect(many.body.detail).toContain(String(bulk.maxOperations));
    const large = await scim.request(
      'POST',
      '/Bulk',
      bulkOf([post('a', userOf({ title: 'x'.repeat(bulk.maxPayloadSize) }))]),
    );
    refused(large, 413);
    expect(large.body.detail).toContain(String(bulk.maxPayloadSize));
    expect((await scim.request('GET', ada.url)).body).toEqual(ada.body);
    expect((await scim.request('GET', '/Users?count=0')).body.totalResults).toBe(before);
  });

  test('as many operations as maxOperations all succeed', async () => {
    const { bulk } = (await scim.request('GET', '/ServiceProviderConfig')).body as unknown as {
      bulk: { maxOperations: number };
    };
    const results = await send(Array.from({ length: bulk.maxOperations }, (_, index) => post(`${index}`, userOf())));
    expect(results.every(({ status }) => status === '201')).toBe(true);
  });

  test('as many changes as maxOperations all succeed', async () => {
    const { bulk } = (await scim.request('GET', '/ServiceProviderConfig')).body as unknown as {
      bulk: { maxOperations: number };
    };
    const { url } = await anyUser(scim);
    const data = patchOf({ op: 'replace', path: 'title', value: 'x' });
    const results = await send(
      Array.from({ length: bulk.maxOperations }, () => ({ method: 'PATCH', path: url, data })),
    );
    expect(results).toHaveLength(bulk.maxOperations);
    expect(results.every(({ status }) => status === '200')).toBe(true);
  });

  test('a body that is no bulk request is 400, an operation that is none fails alone', async () => {
    refused(await scim.request('POST', '/Bulk', { Operations: [] }), 400, 'invalidSyntax');
    refused(await scim.request('POST', '/Bulk', { schemas: bulkOf([]).schemas }), 400, 'invalidSyntax');
    refused(await scim.request('POST', '/Bulk', bulkOf([], { failOnErrors: 'x' })), 400, 'invalidValue');
    const results = await send([
      { method: 'GET', path: '/Users' },
      { method: 'POST', path: '/Users', data: userOf() },
      { method: 'POST', path: '/Users', bulkId: 'x' },
      { method: 'DELETE' },
      'nonsense',
      post('good', { schemas: [GROUP], displayName: `good ${RUN}` }, '/Groups'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['400', '400', '400', '400', '400', '201']);
    for (const { response } of results.slice(0, 5))
      expect(response).toMatchObject({ scimType: 'invalidSyntax', status: '400' });
  });
});
