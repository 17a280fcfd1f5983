import { createScim, type ScimBody, type TestScim } from '../support/scim.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

interface Result {
  readonly status: string;
  readonly location?: string;
  readonly method: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly response?: ScimBody;
}

describe('bulk operations', () => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim();
  });
  afterAll(async () => scim.drop());

  const bulk = async (operations: readonly unknown[], more: Record<string, unknown> = {}) => {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], ...more, Operations: operations };
    const answer = await scim.request('POST', '/Bulk', body);
    return { ...answer, results: (answer.body['Operations'] ?? []) as Result[] };
  };
  const post = (bulkId: string, data: object = {}) => ({
    method: 'POST',
    path: '/Users',
    bulkId,
    data: { schemas: [USER], userName: `${bulkId}@bulk`, ...data },
  });
  const get = async (result: Result | undefined) =>
    (await scim.request('GET', new URL(result?.location ?? '').pathname.replace('/scim/v2', ''))).body;

  test('every method answers as it would alone, in the order of the request', async () => {
    const { id } = (await scim.createUser({ title: 'old' })).body;
    const gone = (await scim.createUser()).body.id;
    const { status, body, results } = await bulk([
      post('all'),
      {
        method: 'PATCH',
        path: `/Users/${id}`,
        version: 'W/"1"',
        data: { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: 'new' }] },
      },
      { method: 'PUT', path: `/Users/${id}`, data: { schemas: [USER], userName: 'put@bulk' } },
      { method: 'DELETE', path: `/Users/${gone}` },
      { method: 'DELETE', path: '/Users/unknown' },
      post('all-again', { userName: 'ALL@bulk' }),
      { method: 'POST', path: '/Nothing', bulkId: 'x', data: {} },
      { method: 'GET', path: '/Users' },
      {
        method: 'PATCH',
        path: `/Users/${id}`,
        version: 'W/"1"',
        data: { Operations: [{ op: 'remove', path: 'title' }] },
      },
    ]);
    expect(status).toBe(200);
    expect(body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:BulkResponse']);
    expect(results.map((result) => result.status)).toEqual([
      '201',
      '200',
      '200',
      '204',
      '404',
      '409',
      '404',
      '400',
      '412',
    ]);
    expect(results[0]).toMatchObject({
      method: 'POST',
      bulkId: 'all',
      version: 'W/"1"',
      location: expect.stringContaining('/scim/v2/Users/'),
    });
    expect(results[0]).not.toHaveProperty('response');
    expect(results[2]).toMatchObject({
      method: 'PUT',
      version: 'W/"3"',
      location: `http://scim.example.com/scim/v2/Users/${id}`,
    });
    expect(results[5]).toMatchObject({ bulkId: 'all-again', response: { status: '409', scimType: 'uniqueness' } });
    expect(results[5]).not.toHaveProperty('location');
  });

  test('references by bulkId point forward, backward and in circles, in values and in paths', async () => {
    const manager = (bulkId: string) => ({ [ENTERPRISE]: { manager: { value: `bulkId:${bulkId}` } } });
    const { results } = await bulk([
      post('a', manager('b')),
      post('b', manager('c')),
      post('c', manager('a')),
      {
        method: 'PATCH',
        path: '/Users/bulkId:a',
        data: { schemas: [PATCH], Operations: [{ op: 'add', path: 'title', value: 'first' }] },
      },
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'g',
        data: { displayName: 'bulk group', members: [{ value: 'bulkId:a' }, { value: 'bulkId:b' }] },
      },
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: { schemas: [PATCH], Operations: [{ op: 'remove', path: 'members[value eq "bulkId:b"]' }] },
      },
    ]);
    expect(results.map((result) => result.status)).toEqual(['201', '201', '201', '200', '201', '204']);
    const [a, b, c, , g] = await Promise.all(results.slice(0, 5).map(get));
    for (const [user, boss] of [
      [a, b],
      [b, c],
      [c, a],
    ])
      expect(user).toMatchObject({ [ENTERPRISE]: { manager: { value: boss?.id } } });
    expect(a).toMatchObject({ title: 'first' });
    expect(g).toMatchObject({ members: [{ value: a?.id }] });
  });

  test('what refers to a failed or an unknown POST is refused, and nothing else is', async () => {
    const { results } = await bulk([
      post('bad', { userName: '' }),
      post('refers', { [ENTERPRISE]: { manager: { value: 'bulkId:bad' } } }),
      post('lost', { [ENTERPRISE]: { manager: { value: 'bulkId:nobody' } } }),
      post('fine'),
      post('fine', { userName: 'second@bulk' }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['400', '400', '400', '201', '400']);
    expect(results.map((result) => result.response?.detail ?? '')).toEqual([
      expect.stringContaining('"userName" is required'),
      expect.stringContaining('"bulkId:bad", whose POST failed'),
      expect.stringContaining('"nobody", which no POST'),
      '',
      expect.stringContaining('must be unique'),
    ]);
  });

  test('the result is the one of one operation after the other: a freed userName can be taken, a resource is changed in order', async () => {
    const { id } = (await scim.createUser({ userName: 'freed@bulk' })).body;
    const { results } = await bulk([
      { method: 'DELETE', path: `/Users/${id}` },
      post('taker', { userName: 'freed@bulk' }),
      ...Array.from({ length: 20 }, (_, index) => ({
        method: 'PATCH',
        path: '/Users/bulkId:taker',
        data: { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: `t${index}` }] },
      })),
    ]);
    expect(new Set(results.map((result) => result.status))).toEqual(new Set(['204', '201', '200']));
    expect(await get(results[1])).toMatchObject({ userName: 'freed@bulk', title: 't19' });
  });

  test('failOnErrors stops the request when it is reached', async () => {
    const bad = (bulkId: string) => post(bulkId, { userName: '' });
    const { results } = await bulk([post('f1'), bad('f2'), post('f3'), bad('f4'), post('f5')], { failOnErrors: 2 });
    expect(results.map((result) => result.status)).toEqual(['201', '400', '201', '400']);
  });

  test('failOnErrors 0 stops nothing, as if it were not given', async () => {
    const bad = (bulkId: string) => post(bulkId, { userName: '' });
    const { results } = await bulk([bad('z1'), post('z2'), bad('z3'), post('z4')], { failOnErrors: 0 });
    expect(results.map((result) => result.status)).toEqual(['400', '201', '400', '201']);
  });

  test('200 operations are done, and more are refused with 413 and what is allowed', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => post(`many-${index}`));
    expect((await bulk(many(201))).status).toBe(413);
    const { results } = await bulk(many(200));
    expect(results.filter((result) => result.status === '201')).toHaveLength(200);
    expect((await scim.request('GET', '/ServiceProviderConfig')).body).toMatchObject({
      bulk: { supported: true, maxOperations: 200, maxPayloadSize: 1_048_576 },
    });
  });

  test.each([
    [{ Operations: 'x' }, /"Operations" is missing/],
    [{ Operations: [], failOnErrors: -1 }, /"failOnErrors" is -1/],
    [{ schemas: {}, Operations: [] }, /must name/],
  ])('%j is refused', async (body, detail) => {
    const answer = await scim.request('POST', '/Bulk', body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(detail);
  });
});
