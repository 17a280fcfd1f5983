import { randomUUID } from 'node:crypto';
import { createScim, type TestScim } from '../support/scim.ts';
import { BADGE, PRINTER, SUPPLIES, TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

const patchOf = (...operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
const filtered = (endpoint: string, filter: string) => `${endpoint}?filter=${encodeURIComponent(filter)}`;

let entra: TestScim;
let strict: TestScim;
beforeAll(async () => {
  entra = await createScim({ schemas: TENANT_SCHEMAS, matchingAttributes: [`${BADGE}:text`] });
  strict = await createScim({ schemas: TENANT_SCHEMAS, profile: 'strict' });
});
afterAll(async () => {
  await entra.drop();
  await strict.drop();
});

describe.each(['entra', 'strict'] as const)('a resource type of the tenant, profile %s', (profile) => {
  let scim: TestScim;
  beforeAll(() => {
    scim = profile === 'entra' ? entra : strict;
  });
  const printer = (more: object = {}) => ({
    schemas: [PRINTER, SUPPLIES],
    displayName: `Printer ${randomUUID()}`,
    [SUPPLIES]: { toner: 50 },
    ...more,
  });
  const create = async (more: object = {}) => scim.request('POST', '/Printers', printer(more));

  test('is created, read, replaced, patched and deleted for good', async () => {
    const created = await create({ externalId: 'p1', active: false });
    expect(created.status).toBe(201);
    const { id } = created.body;
    const url = `/Printers/${id}`;
    expect(created.body.meta).toMatchObject({
      resourceType: 'Printer',
      location: expect.stringMatching(new RegExp(`/scim/v2/Printers/${id}$`)) as string,
    });
    expect(created.headers['location']).toBe(created.body.meta['location']);
    const read = await scim.request('GET', url);
    expect(read.body).toEqual(created.body);
    expect((await scim.request('GET', url, undefined, { 'if-none-match': read.headers['etag'] ?? '' })).status).toBe(
      304,
    );

    const patched = await scim.request('PATCH', url, patchOf({ op: 'replace', path: `${SUPPLIES}:toner`, value: 49 }));
    expect([patched.status, patched.body[SUPPLIES]]).toEqual([200, { toner: 49 }]);
    const stale = await scim.request('PUT', url, printer(), { 'if-match': 'W/"1"' });
    expect(stale.status).toBe(412);
    const replaced = await scim.request('PUT', url, printer({ room: '2.17' }));
    expect(replaced.body).toMatchObject({ room: '2.17', [SUPPLIES]: { toner: 50 } });
    expect(replaced.body).not.toHaveProperty('active');

    expect((await scim.request('DELETE', url)).status).toBe(204);
    expect((await scim.request('GET', url)).status).toBe(404);
    expect(await scim.store.get('Printer', id)).toBeUndefined();
  });

  test('is listed, counted, filtered and searched apart from users', async () => {
    const room = randomUUID();
    const { id } = (await create({ room })).body;
    const [all, users] = await Promise.all([scim.request('GET', '/Printers'), scim.request('GET', '/Users?count=0')]);
    expect(all.body.totalResults).toBe(all.body.Resources.length);
    expect(all.body.Resources.every((one) => one.meta['resourceType'] === 'Printer')).toBe(true);
    await scim.createUser();
    expect((await scim.request('GET', '/Printers?count=0')).body.totalResults).toBe(all.body.totalResults);
    expect((await scim.request('GET', '/Users?count=0')).body.totalResults).toBe(users.body.totalResults + 1);

    const found = await scim.request('GET', filtered('/Printers', `room eq "${room}" and ${SUPPLIES}:toner gt 10`));
    expect(found.body.Resources.map((one) => one.id)).toEqual([id]);
    const searched = await scim.request('POST', '/Printers/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: `${SUPPLIES}:toner lt 10`,
    });
    expect([searched.status, searched.body.totalResults]).toEqual([200, 0]);
  });

  test.each<[string, object, number, string]>([
    ['a missing required extension', { [SUPPLIES]: null }, 400, SUPPLIES],
    ['a missing required attribute', { displayName: '' }, 400, 'displayName'],
    ['a missing required attribute of an extension', { [SUPPLIES]: { paper: 'A4' } }, 400, `${SUPPLIES}:toner`],
    ['a value of the wrong type', { [SUPPLIES]: { toner: 0.5 } }, 400, 'whole number'],
  ])('refuses %s', async (_case, more, status, detail) => {
    const { status: actual, body } = await create(more);
    expect(actual).toBe(status);
    expect(body.detail).toContain(detail);
  });

  test('cannot lose its required extension, and its name is unique among its kind', async () => {
    const { id, ...first } = (await create()).body;
    const removed = await scim.request('PATCH', `/Printers/${id}`, patchOf({ op: 'remove', path: SUPPLIES }));
    expect(removed.status).toBe(400);
    const second = await create({ displayName: String(first['displayName']).toUpperCase() });
    expect([second.status, second.body['scimType']]).toEqual([409, 'uniqueness']);
    expect((await scim.createUser({ userName: first['displayName'] })).status).toBe(201);
  });

  test('has the extension that names it in appliesTo', async () => {
    const { body } = await create({ schemas: [PRINTER, SUPPLIES, BADGE], [BADGE]: { text: 'x' } });
    expect(body['schemas']).toEqual([PRINTER, SUPPLIES, BADGE]);
  });

  test('answers wrong methods with 405 and unknown ids with 404', async () => {
    const { status, headers } = await scim.request('DELETE', '/Printers');
    expect([status, headers['allow']]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
    expect((await scim.request('GET', `/Printers/${randomUUID()}`)).status).toBe(404);
  });

  test('takes part in bulk requests', async () => {
    const { status, body } = await scim.request('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [{ method: 'POST', path: '/Printers', bulkId: 'p', data: printer() }],
    });
    expect(status).toBe(200);
    expect(body['Operations']).toMatchObject([
      { status: '201', location: expect.stringContaining('/Printers/') as string },
    ]);
  });
});

describe('discovery', () => {
  test('lists the tenant’s resource types with their extensions', async () => {
    const { body } = await entra.request('GET', '/ResourceTypes');
    expect(body.Resources.map(({ id }) => id)).toEqual(['User', 'Group', 'Printer']);
    expect((await entra.request('GET', '/ResourceTypes/Printer')).body).toMatchObject({
      id: 'Printer',
      name: 'Printer',
      endpoint: '/Printers',
      description: 'A printer',
      schema: PRINTER,
      schemaExtensions: [
        { schema: SUPPLIES, required: true },
        { schema: BADGE, required: false },
      ],
    });
    expect((await entra.request('GET', '/ResourceTypes/User')).body['schemaExtensions']).toContainEqual({
      schema: BADGE,
      required: false,
    });
  });

  test('lists every schema once, with the characteristics and their defaults', async () => {
    const { body } = await entra.request('GET', '/Schemas');
    const ids = body.Resources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([BADGE, PRINTER, SUPPLIES]));
    const badge = (await entra.request('GET', `/Schemas/${BADGE}`)).body;
    expect(badge).toMatchObject({ id: BADGE, name: 'Badge', description: 'What opens doors' });
    const attributes = badge['attributes'] as { name: string }[];
    const named = (name: string) => attributes.find((attribute) => attribute.name === name);
    expect(named('text')).toEqual({
      name: 'text',
      description: 'text',
      type: 'string',
      multiValued: false,
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    });
    expect(named('home')).toMatchObject({ caseExact: true, uniqueness: 'global', referenceTypes: ['uri'] });
    expect(named('secret')).toMatchObject({ mutability: 'writeOnly', returned: 'never' });
    expect(named('keys')).toMatchObject({
      type: 'complex',
      multiValued: true,
      subAttributes: [{ name: 'value' }, {}, {}],
    });
  });
});
