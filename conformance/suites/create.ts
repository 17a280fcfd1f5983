import { expect } from 'expect';
import { afterAll, beforeAll, needing, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target, openInside } from '../harness/target.ts';
import { ENTERPRISE, GROUP, RUN, USER, groupOf, anyUser, make, refused, userOf } from './messages.ts';

export const create = ofProfile('strict')('creating resources (RFC 7644 §3.3)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  test.each([
    ['/Users', 'User', USER, userOf],
    ['/Groups', 'Group', GROUP, groupOf],
  ])(
    'POST to %s answers 201 with the whole resource, its Location and its ETag',
    async (endpoint, resourceType, schema, body) => {
      const answer = await scim.request('POST', endpoint, body({ externalId: `created-${RUN}` }));
      const { id, meta, schemas } = answer.body;
      expect(answer.status).toBe(201);
      expect(schemas).toEqual([schema]);
      expect(meta).toEqual({
        resourceType,
        created: meta['created'],
        lastModified: meta['created'],
        location: `${scim.base}${endpoint}/${id}`,
        version: 'W/"1"',
      });
      expect(answer.headers).toMatchObject({ location: meta['location'], etag: meta['version'] });
      expect((await scim.request('GET', `${endpoint}/${id}`)).body).toEqual(answer.body);
    },
  );

  test('read-only attributes in the body are ignored', async () => {
    const { body } = await make(scim, '/Users', {
      ...userOf(),
      id: 'chosen',
      meta: { resourceType: 'Group', created: '2001-01-01T00:00:00Z', version: 'W/"99"', location: 'http://elsewhere' },
      groups: [{ value: 'g' }],
    });
    expect(body.id).not.toBe('chosen');
    expect(body.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' });
    const { body: read } = await scim.request('GET', `/Users/${body.id}?attributes=groups`);
    expect(read).not.toHaveProperty('groups');
  });

  test('null and the empty list are the same as nothing, and the answer leaves them out', async () => {
    const { body } = await make(
      scim,
      '/Users',
      userOf({ title: null, emails: [], name: { givenName: null }, nickName: 'n' }),
    );
    expect(Object.keys(body).sort()).toEqual(['active', 'id', 'meta', 'nickName', 'schemas', 'userName']);
  });

  test('a second user with the userName of the first, in other letters, is 409 uniqueness, in POST, PUT and PATCH', async () => {
    const first = await anyUser(scim);
    const second = await anyUser(scim);
    const userName = first.body.userName.toUpperCase();
    refused(await scim.request('POST', '/Users', userOf({ userName })), 409, 'uniqueness');
    refused(await scim.request('PUT', second.url, userOf({ userName })), 409, 'uniqueness');
    const patch = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'userName', value: userName }],
    };
    refused(await scim.request('PATCH', second.url, patch), 409, 'uniqueness');
  });

  test('a user without a userName, or with an empty one, is 400 invalidValue', async () => {
    refused(await scim.request('POST', '/Users', { schemas: [USER] }), 400, 'invalidValue');
    refused(await scim.request('POST', '/Users', userOf({ userName: '' })), 400, 'invalidValue');
    refused(await scim.request('POST', '/Groups', { schemas: [GROUP] }), 400, 'invalidValue');
  });

  test('ids are unique over all types, never hold "bulkId", and are never given out again', async () => {
    const made = [
      ...(await Promise.all(Array.from({ length: 10 }, async () => make(scim, '/Users', userOf())))),
      ...(await Promise.all(Array.from({ length: 10 }, async () => make(scim, '/Groups', groupOf())))),
    ];
    expect(new Set(made.map(({ id }) => id)).size).toBe(20);
    expect(made.some(({ id }) => id === '' || /bulkid/i.test(id))).toBe(false);
    const [first] = made;
    await scim.request('DELETE', first?.url ?? '');
    const again = await make(scim, '/Users', userOf({ userName: first?.body.userName }));
    expect(again.id).not.toBe(first?.id);
  });

  test('externalId is what the client said, also twice, and stays away when it said nothing', async () => {
    const [a, b, none] = await Promise.all([
      make(scim, '/Users', userOf({ externalId: `Same-${RUN}` })),
      make(scim, '/Users', userOf({ externalId: `Same-${RUN}` })),
      make(scim, '/Users', userOf()),
    ]);
    expect([a.body['externalId'], b.body['externalId']]).toEqual([`Same-${RUN}`, `Same-${RUN}`]);
    expect(none.body).not.toHaveProperty('externalId');
  });

  test('"schemas" names exactly what the resource holds, whatever the order it came in', async () => {
    const extension = { department: 'R&D' };
    const sent = userOf({ schemas: [ENTERPRISE, USER], [ENTERPRISE]: extension });
    const { body } = await make(scim, '/Users', sent);
    expect(body).toMatchObject({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: extension });
    const unused = await make(scim, '/Users', userOf({ schemas: [USER, ENTERPRISE] }));
    expect(unused.body['schemas']).toEqual([USER]);
    refused(await scim.request('POST', '/Users', userOf({ schemas: [] })), 400, 'invalidValue');
    refused(await scim.request('POST', '/Users', userOf({ schemas: [GROUP] })), 400, 'invalidValue');
    refused(
      await scim.request('POST', '/Users', userOf({ schemas: [USER, 'urn:example:other'] })),
      400,
      'invalidValue',
    );
  });

  test('attribute names have no case, and come back as the schema spells them', async () => {
    const { body } = await make(scim, '/Users', {
      SCHEMAS: [USER, ENTERPRISE],
      USERNAME: `Case-${RUN}@example.com`,
      Name: { GIVENNAME: 'Ada' },
      EMails: [{ VALUE: 'a@example.com', Type: 'work' }],
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'R&D' },
    });
    expect(body).toMatchObject({
      userName: `Case-${RUN}@example.com`,
      name: { givenName: 'Ada' },
      emails: [{ value: 'a@example.com', type: 'work' }],
      [ENTERPRISE]: { department: 'R&D' },
    });
  });

  test('a password is taken and never shown or filtered by', async () => {
    const { url, body } = await anyUser(scim, { password: 'correct horse' });
    expect(body).not.toHaveProperty('password');
    for (const query of ['', '?attributes=password', '?excludedAttributes=userName']) {
      expect((await scim.request('GET', `${url}${query}`)).body).not.toHaveProperty('password');
    }
    refused(await scim.request('GET', '/Users?filter=password%20eq%20%22x%22'), 400, 'invalidFilter');
  });

  needing('table')('a password is not kept', async () => {
    const own = await openInside({ profile: 'strict' });
    const { id } = await make(own, '/Users', userOf({ password: 'correct horse' }));
    expect(JSON.stringify(await own.stored('User', id))).not.toContain('correct horse');
    await own.drop();
  });

  test('a value of the wrong type is 400 invalidValue', async () => {
    const wrong: Record<string, unknown>[] = [
      { active: 'true' },
      { title: 1 },
      { name: 'Ada' },
      { emails: 'a@example.com' },
      { emails: ['a@example.com'] },
      { emails: [{ primary: 'yes' }] },
      { x509Certificates: [{ value: 'not base64!' }] },
      { profileUrl: 7 },
    ];
    for (const attributes of wrong) {
      refused(await scim.request('POST', '/Users', userOf(attributes)), 400, 'invalidValue');
    }
  });

  test('binary values keep either base64 alphabet, with or without padding', async () => {
    const x509Certificates = ['AQID', '_-8=', '/+8='].map((value) => ({ value }));
    expect((await anyUser(scim, { x509Certificates })).body['x509Certificates']).toEqual(x509Certificates);
  });

  test('at most one value is primary', async () => {
    const emails = [
      { value: 'a@example.com', primary: true },
      { value: 'b@example.com', primary: true },
    ];
    refused(await scim.request('POST', '/Users', userOf({ emails })), 400, 'invalidValue');
  });

  test('a value that is sent twice is kept once, in POST and PUT', async () => {
    const emails = [
      { value: 'a@example.com', type: 'work' },
      { type: 'work', value: 'a@example.com' },
      { value: 'a@example.com', type: 'home' },
    ];
    const { url, body } = await anyUser(scim, { emails });
    expect(body['emails']).toHaveLength(2);
    const put = await scim.request('PUT', url, userOf({ emails }));
    expect(put.body['emails']).toHaveLength(2);
  });

  test('the extension lives under its URN and nowhere else', async () => {
    const { body } = await anyUser(scim, { [ENTERPRISE]: { employeeNumber: '7' } });
    expect(body).not.toHaveProperty('employeeNumber');
    refused(await scim.request('POST', '/Users', userOf({ employeeNumber: '7' })), 400, 'invalidSyntax');
  });

  test('text keeps its case, its spaces and its script', async () => {
    const displayName = '  Ωmega ß Ǆ 山田太郎 👩‍🚀 ';
    expect((await anyUser(scim, { displayName })).body['displayName']).toBe(displayName);
  });
});
