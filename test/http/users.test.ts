import { randomUUID } from 'node:crypto';
import { createScim, type TestScim } from '../support/scim.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const userNamed = (manager: object): object => ({ userName: `${randomUUID()}@example.com`, [ENTERPRISE]: { manager } });
const replacing = (part: string, value: unknown): object => ({
  Operations: [{ op: 'replace', path: `${ENTERPRISE}:${part}`, value }],
});

describe('Users', () => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim();
  });
  afterAll(async () => scim.drop());

  const filter = (text: string, more = '') => scim.request('GET', `/Users?filter=${encodeURIComponent(text)}${more}`);

  test('a created user comes back as sent, with id, meta, Location and ETag', async () => {
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      externalId: 'Ada',
      userName: 'Ada@Example.com',
      active: true,
      displayName: '',
      emails: [{ primary: true, type: 'work', value: 'ADA@example.com' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Ada Lovelace', familyName: 'Lovelace', givenName: 'Ada' },
      roles: [],
      [ENTERPRISE]: { department: 'R&D', manager: { value: 'm-1' } },
      shoeSize: 38,
    };
    const created = await scim.request('POST', '/Users', body);
    expect(created.status).toBe(201);
    const { meta: _meta, roles: _roles, shoeSize: _shoeSize, ...sent } = body;
    expect(created.body).toMatchObject(sent);
    expect(created.body).not.toHaveProperty('shoeSize');
    const { id, meta } = created.body;
    expect(meta).toEqual({
      resourceType: 'User',
      created: meta.created,
      lastModified: meta.created,
      location: `http://scim.example.com/scim/v2/Users/${id}`,
      version: 'W/"1"',
    });
    expect(created.headers).toMatchObject({
      location: meta.location,
      etag: 'W/"1"',
      'content-type': 'application/scim+json',
    });
    expect((await scim.request('GET', `/Users/${id}`)).body).toEqual(created.body);
  });

  test('a probe with a GUID finds nothing and answers 200 with an empty list, for users and groups', async () => {
    const empty = { status: 200, body: { totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 } };
    expect(await filter('userName eq "9f6e5b2a-0c55-4d4e-bb0c-3b1d33b1f1ad"')).toMatchObject(empty);
    const groups = `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "9f6e5b2a"')}`;
    expect(await scim.request('GET', groups)).toMatchObject(empty);
  });

  test.each([
    ['userName eq "FIND.ME@example.com"'],
    ['userName Eq "find.me@EXAMPLE.com" and active eq true'],
    ['externalId eq "findme"'],
    ['externalId eq findme'],
    ['emails[type eq "work"].value eq "find.me@example.com"'],
    ['emails[type eq "work" and value eq "find.me@example.com"]'],
    ['emails.value eq "find.me@example.com"'],
    ['title eq "finder"'],
    [`${ENTERPRISE}:employeeNumber eq "4711"`],
    ['employeeNumber eq "4711"'],
    ['name.familyName sw "Find" and not (active eq false)'],
    ['roles[primary eq "True"].value eq "Admin"'],
  ])('%s finds the user', async (text) => {
    await scim.createUser({
      userName: 'find.me@example.com',
      externalId: 'findme',
      title: 'Finder',
      emails: [{ type: 'work', value: 'find.me@example.com' }],
      name: { familyName: 'Finder' },
      roles: [{ primary: 'True', value: 'Admin' }],
      [ENTERPRISE]: { employeeNumber: '4711' },
    });
    const found = await filter(text);
    expect(found).toMatchObject({
      status: 200,
      body: { totalResults: 1, Resources: [{ userName: 'find.me@example.com' }] },
    });
  });

  test('externalId compares case exactly, and inactive users are found', async () => {
    await scim.createUser({ externalId: 'CaseExact', active: false });
    expect((await filter('externalId eq "caseexact"')).body.totalResults).toBe(0);
    expect((await filter('externalId eq "CaseExact"')).body.totalResults).toBe(1);
  });

  test('the manager check of Entra finds the user by id and manager in either order', async () => {
    const { id } = (await scim.createUser({ [ENTERPRISE]: { manager: { value: 'boss' } } })).body;
    for (const text of [`id eq "${id}" and manager eq "boss"`, `manager eq "boss" and id eq "${id}"`]) {
      const found = await filter(text, '&attributes=id');
      expect(found.body.Resources).toEqual([{ schemas: expect.any(Array), id }]);
    }
    expect((await filter(`id eq "${id}" and manager eq "other"`)).body.totalResults).toBe(0);
  });

  test.each<[string, (id: string, manager: object) => [method: string, url: string, body: object]]>([
    ['POST', (_, manager) => ['POST', '/Users', userNamed(manager)]],
    ['PUT', (id, manager) => ['PUT', `/Users/${id}`, userNamed(manager)]],
    ['PATCH of the whole', (id, manager) => ['PATCH', `/Users/${id}`, replacing('manager', manager)]],
    ["PATCH of Entra's", (id, manager) => ['PATCH', `/Users/${id}`, replacing('manager', [manager])]],
    [
      'PATCH of the part',
      (id, { $ref }: { $ref?: string }) => ['PATCH', `/Users/${id}`, replacing('manager.$ref', $ref)],
    ],
  ])('the $ref of a manager is nobody else to say: %s', async (_, requestOf) => {
    const { id } = (await scim.createUser({ [ENTERPRISE]: { manager: { value: 'm-2' } } })).body;
    const [method, url, body] = requestOf(id, { value: 'm-2', $ref: 'https://elsewhere.example.com/Anna' });
    const answer = await scim.request(method, url, body);
    expect(answer.status).toBeLessThan(300);
    expect(answer.body[ENTERPRISE]).toEqual({ manager: { value: 'm-2' } });
    expect(JSON.stringify(await scim.store.get('User', answer.body.id))).not.toContain('elsewhere');
  });

  test('a manager who can be found here has a URI, which is ours', async () => {
    const manager = (await scim.createUser({})).body.id;
    const $ref = '../Users/somebody-else';
    const { body } = await scim.createUser({ [ENTERPRISE]: { manager: { value: manager, $ref } } });
    const shown = {
      manager: { value: manager, $ref: (await scim.request('GET', `/Users/${manager}`)).body.meta['location'] },
    };
    expect(body[ENTERPRISE]).toEqual(shown);
    expect((await scim.request('GET', `/Users/${body.id}`)).body[ENTERPRISE]).toEqual(shown);
    expect((await filter(`id eq "${body.id}"`)).body.Resources).toMatchObject([{ [ENTERPRISE]: shown }]);
  });

  test('a user is matched by a new value right after it was set, and no longer by the old one', async () => {
    const { id } = (await scim.createUser({ userName: 'old@example.com', externalId: 'old' })).body;
    const patch = {
      Operations: [
        { op: 'Replace', path: 'userName', value: 'new@example.com' },
        { op: 'Replace', path: 'externalId', value: 'new' },
      ],
    };
    expect((await scim.request('PATCH', `/Users/${id}`, patch)).status).toBe(200);
    expect((await filter('userName eq "new@example.com"')).body.totalResults).toBe(1);
    expect((await filter('externalId eq "new"')).body.totalResults).toBe(1);
    expect((await filter('userName eq "old@example.com"')).body.totalResults).toBe(0);
    expect((await filter('externalId eq "old"')).body.totalResults).toBe(0);
    expect((await scim.createUser({ userName: 'OLD@example.com' })).status).toBe(201);
  });

  test('a PATCH that changes nothing keeps version and lastModified', async () => {
    const created = await scim.createUser({ active: true, title: 'x' });
    const patch = {
      Operations: [
        { op: 'Replace', path: 'active', value: 'True' },
        { op: 'Add', path: 'title', value: 'x' },
      ],
    };
    const patched = await scim.request('PATCH', `/Users/${created.body.id}`, patch);
    expect(patched).toMatchObject({ status: 200, body: { meta: created.body.meta } });
  });

  test('two parallel PATCHes of one user both take effect', async () => {
    const { id } = (await scim.createUser()).body;
    const names = [
      'title',
      'nickName',
      'displayName',
      'locale',
      'timezone',
      'userType',
      'preferredLanguage',
      'profileUrl',
    ];
    const answers = await Promise.all(
      names.map((path) =>
        scim.request('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path, value: `new ${path}` }] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    const { body } = await scim.request('GET', `/Users/${id}`);
    expect(body).toMatchObject(Object.fromEntries(names.map((name) => [name, `new ${name}`])));
    expect(body.meta.version).toBe('W/"9"');
  });

  test('of 50 parallel POSTs with one userName exactly one succeeds, the others answer 409 uniqueness', async () => {
    const spelled = (index: number) => (index % 2 === 0 ? 'race@example.com' : 'RACE@example.com');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => scim.createUser({ userName: spelled(index) })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    expect(refused[0]?.body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
      detail: expect.stringContaining('userName'),
    });
    expect((await filter('userName eq "race@example.com"')).body.totalResults).toBe(1);
  });

  test('a PUT replaces what is sent, removes what is not, and does not bring a deactivated user back', async () => {
    const { id, userName } = (await scim.createUser({ title: 'x', nickName: 'y', active: false })).body;
    const put = await scim.request('PUT', `/Users/${id}`, {
      userName,
      title: 'z',
      id: 'other',
      meta: { version: 'x' },
    });
    expect(put).toMatchObject({ status: 200, body: { id, userName, title: 'z', active: false } });
    expect(put.body).not.toHaveProperty('nickName');
  });

  test('a deleted user is gone at once: 404, not listed, not found, and its userName is free', async () => {
    const { id, userName } = (await scim.createUser({ externalId: 'gone' })).body;
    expect(await scim.request('DELETE', `/Users/${id}`)).toMatchObject({ status: 204, body: undefined });
    for (const method of ['GET', 'DELETE']) expect((await scim.request(method, `/Users/${id}`)).status).toBe(404);
    expect((await scim.request('PATCH', `/Users/${id}`, { Operations: [] })).status).toBe(404);
    expect((await filter(`userName eq "${userName}"`)).body.totalResults).toBe(0);
    expect((await filter('externalId eq "gone"')).body.totalResults).toBe(0);
    const again = await scim.createUser({ userName, externalId: 'somebody else' });
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id);
  });

  test('a deactivation records the first moment of the soft delete, a restore forgets it, a delete keeps it', async () => {
    const { id } = (await scim.createUser()).body;
    const active = async (value: string) => {
      await scim.request('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path: 'active', value }] });
      return scim.store.get('User', id);
    };
    const first = await active('False');
    await scim.request('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path: 'title', value: 'x' }] });
    expect(await active('False')).toMatchObject({ softDeletedAt: first?.softDeletedAt });
    expect(await active('True')).not.toHaveProperty('softDeletedAt');
    const second = await active('False');
    await scim.request('DELETE', `/Users/${id}`);
    const deleted = await scim.store.get('User', id);
    expect(deleted).toMatchObject({ softDeletedAt: second?.softDeletedAt, deletedAt: expect.any(String) });
  });

  test('If-Match guards a write and If-None-Match saves a read', async () => {
    const { id } = (await scim.createUser()).body;
    const patch = { Operations: [{ op: 'replace', path: 'title', value: 'x' }] };
    expect((await scim.request('PATCH', `/Users/${id}`, patch, { 'If-Match': 'W/"7"' })).status).toBe(412);
    expect((await scim.request('PATCH', `/Users/${id}`, patch, { 'If-Match': 'W/"1"' })).status).toBe(200);
    expect(await scim.request('GET', `/Users/${id}`, undefined, { 'If-None-Match': 'W/"2"' })).toMatchObject({
      status: 304,
      body: undefined,
    });
  });

  test('keys such as __proto__ are data', async () => {
    const body = `{"userName":"proto@example.com","__proto__":{"active":false,"title":"x"},"constructor":{"prototype":1},"name":{"__proto__":"x","givenName":"P"}}`;
    const created = await scim.request('POST', '/Users', body);
    expect(created).toMatchObject({ status: 201, body: { active: true, name: { givenName: 'P' } } });
    expect(created.body).not.toHaveProperty('title');
    const patch = `{"Operations":[{"op":"add","value":{"__proto__":{"title":"y"},"nickName":"n"}},{"op":"add","path":"__proto__.polluted","value":1}]}`;
    expect((await scim.request('PATCH', `/Users/${created.body.id}`, patch)).status).toBe(400);
    expect({}).not.toHaveProperty('title');
  });
});

describe('lists of users', () => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => scim.createUser({ title: index % 2 === 0 ? 'even' : 'odd' })),
    );
  });
  afterAll(async () => scim.drop());

  test('index pagination walks every user once, with a true total', async () => {
    const ids: string[] = [];
    for (const startIndex of [1, 6, 11, 16]) {
      const { body } = await scim.request('GET', `/Users?startIndex=${startIndex}&count=5`);
      expect(body).toMatchObject({ totalResults: 12, startIndex, itemsPerPage: body.Resources.length });
      ids.push(...body.Resources.map(({ id }: { id: string }) => id));
    }
    expect(new Set(ids).size).toBe(12);
    expect(ids).toHaveLength(12);
  });

  test('pages of a filtered list have the total of all matches', async () => {
    const { body } = await scim.request(
      'GET',
      `/Users?filter=${encodeURIComponent('title eq "odd"')}&startIndex=5&count=5`,
    );
    expect(body).toMatchObject({ totalResults: 6, startIndex: 5, itemsPerPage: 2 });
  });

  test('count 0 answers the total only, and values out of range are put in range', async () => {
    expect((await scim.request('GET', '/Users?count=0')).body).toMatchObject({
      totalResults: 12,
      itemsPerPage: 0,
      Resources: [],
    });
    expect((await scim.request('GET', '/Users?startIndex=-3&count=-1')).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 0,
    });
    expect((await scim.request('GET', '/Users?count=100000')).body).toMatchObject({ itemsPerPage: 12 });
  });

  test('a search by POST answers like a GET', async () => {
    const search = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'title eq "even"',
      attributes: ['title'],
      count: 2,
    };
    const { status, body } = await scim.request('POST', '/Users/.search', search);
    expect(status).toBe(200);
    expect(body).toMatchObject({ totalResults: 6, itemsPerPage: 2 });
    expect(body.Resources[0]).toEqual({ schemas: expect.any(Array), id: expect.any(String), title: 'even' });
  });
});
