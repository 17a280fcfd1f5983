import { randomUUID } from 'node:crypto';
import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';
import { BADGE, TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const patchOf = (...Operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});
const filtered = (filter: string, endpoint = '/Users') => `${endpoint}?filter=${encodeURIComponent(filter)}`;

let entra: TestScim;
let strict: TestScim;
beforeAll(async () => {
  const schemas = TENANT_SCHEMAS;
  entra = await createScim({ schemas, matchingAttributes: [`${BADGE}:texts`] });
  strict = await createScim({ schemas, profile: 'strict' });
});
afterAll(async () => {
  await entra.drop();
  await strict.drop();
});

const userOf = (attributes: object = {}) => ({ schemas: [USER], userName: randomUUID(), ...attributes });
const patch = (scim: TestScim, id: string, ...operations: unknown[]) =>
  scim.request('PATCH', `/Users/${id}`, patchOf(...operations));
const refused = ({ status, body }: ScimAnswer) => [status, body['scimType']];

describe('POST, PUT and Bulk take what PATCH takes (profile entra)', () => {
  const sent = {
    emails: { value: 'o@example.com', type: 'work' },
    roles: 'admin',
    'name.givenName': 'Ada',
    [`${ENTERPRISE}:department`]: 'R&D',
    'urn:scim:schemas:extension:enterprise:1.0': { division: 'D' },
    [USER]: { active: false, title: 'T' },
    [BADGE]: { texts: [{ value: 'a' }, {}], whole: '', moment: '', fraction: '2' },
    externalId: 4711,
  };
  const held = {
    emails: [{ value: 'o@example.com', type: 'work' }],
    roles: [{ value: 'admin' }],
    name: { givenName: 'Ada' },
    active: false,
    title: 'T',
    externalId: '4711',
    [ENTERPRISE]: { department: 'R&D', division: 'D' },
    [BADGE]: { texts: ['a'], fraction: 2 },
  };

  test('POST', async () => {
    const { status, body } = await entra.request('POST', '/Users', { userName: randomUUID(), ...sent });
    expect([status, body]).toEqual([201, expect.objectContaining(held)]);
    expect(body['schemas']).toEqual([USER, ENTERPRISE, BADGE]);
  });

  test('PUT, and a second one changes nothing', async () => {
    const { id, userName } = (await entra.createUser()).body;
    const put = async () => entra.request('PUT', `/Users/${id}`, { userName, ...sent });
    const first = await put();
    expect([first.status, first.body]).toEqual([200, expect.objectContaining(held)]);
    expect((await put()).body.meta).toEqual(first.body.meta);
  });

  test('Bulk', async () => {
    const { body } = await entra.request('POST', '/Bulk', {
      Operations: [{ method: 'POST', path: '/Users', bulkId: 'a', data: { userName: randomUUID(), ...sent } }],
    });
    const [operation] = body['Operations'] as { status: string; location: string }[];
    expect(operation?.status).toBe('201');
    const read = await entra.request('GET', operation?.location.replace(entra.base, '') ?? '');
    expect(read.body).toMatchObject(held);
  });

  test('a group with one member that is no list, by an id in capitals', async () => {
    const { id } = (await entra.createUser()).body;
    const made = await entra.request('POST', '/Groups', {
      displayName: randomUUID(),
      members: { value: id.toUpperCase() },
    });
    const url = `/Groups/${made.body.id}`;
    const members = async () => (await entra.request('GET', url)).body['members'];
    expect(await members()).toEqual([expect.objectContaining({ value: id, type: 'User' })]);
    for (const filter of [`members eq "${id.toUpperCase()}"`, `members[value eq "${id.toUpperCase()}"]`])
      expect((await entra.request('GET', filtered(filter, '/Groups'))).body.totalResults).toBe(1);
    for (const value of ['', {}, [{}], [{ value: '' }]]) {
      const { status } = await entra.request('PATCH', url, patchOf({ op: 'Remove', path: 'members', value }));
      expect([value, status, await members()]).toEqual([value, 204, [expect.objectContaining({ value: id })]]);
    }
    const ignored = { op: 'Replace', path: `members[value eq "${id}"].display`, value: 'x' };
    expect((await entra.request('PATCH', url, patchOf(ignored))).status).toBe(204);
    const remove = { op: 'Remove', path: `members[value eq "${id.toUpperCase()}"]` };
    expect((await entra.request('PATCH', url, patchOf(remove))).status).toBe(204);
    expect(await members()).toBeUndefined();
  });

  test('members under any spelling of a key are members, and nothing else', async () => {
    const [one, other] = [(await entra.createUser()).body.id, (await entra.createUser()).body.id];
    const { id } = (await entra.request('POST', '/Groups', { displayName: randomUUID() })).body;
    for (const [key, value, expected = 204] of [
      ['MEMBERS', [{ value: one }]],
      [`${GROUP}:members`, { value: other }],
      [`${GROUP}.members`, [{ value: one }]],
      // Both members cannot become the other one.
      ['members.value', other, 400],
      [`members[value eq "${one}"].value`, one],
    ] as [string, unknown, number?][]) {
      const { status } = await entra.request('PATCH', `/Groups/${id}`, patchOf({ op: 'add', value: { [key]: value } }));
      expect([key, status]).toEqual([key, expected]);
      const { attributes } = (await entra.store.get('Group', id)) ?? {};
      expect(attributes).not.toHaveProperty('members');
      const { body } = await entra.request('GET', `/Groups/${id}`);
      const known = (body['members'] as { value: string; type: string }[]).map((member) => [member.type, member.value]);
      for (const [type, member] of known) expect([type, [one, other].includes(member ?? '')]).toEqual(['User', true]);
    }
    const made = await entra.request('POST', '/Groups', { displayName: randomUUID(), 'members.value': one });
    expect((await entra.store.get('Group', made.body.id))?.attributes).not.toHaveProperty('members');
    expect((await entra.request('GET', `/Groups/${made.body.id}`)).body['members']).toMatchObject([{ value: one }]);
  });

  test('keys that are paths to what is read-only are ignored, as the attributes are', async () => {
    const { id, userName } = (await entra.createUser({ title: 'T' })).body;
    const body = { userName, title: 'T', 'meta.created': 'x', 'groups.value': 'x', [`${USER}:id`]: 'x' };
    const put = await entra.request('PUT', `/Users/${id}`, body);
    expect([put.status, put.body.id, put.body['groups']]).toEqual([200, id, undefined]);
    expect((await patch(entra, id, { op: 'replace', value: body })).body).toEqual(put.body);
  });

  test('keys that are paths are read, up to 2,000 of them and the work of a PATCH', async () => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`phoneNumbers[type eq "${index}"].value`, 'x']));
    const post = async (count: number) => entra.request('POST', '/Users', { userName: randomUUID(), ...keys(count) });
    expect((await post(600)).status).toBe(201);
    expect(refused(await post(1500))).toEqual([400, 'tooMany']);
    expect(refused(await post(2001))).toEqual([400, 'tooMany']);
  });

  test('a group under the URN of its schema', async () => {
    const { id } = (await entra.createUser()).body;
    const displayName = randomUUID();
    const made = await entra.request('POST', '/Groups', { [GROUP]: { displayName, members: [{ value: id }] } });
    expect(made.body).toMatchObject({ displayName, members: [{ value: id }] });
    const emptied = { op: 'replace', value: { [GROUP]: { displayName: `${displayName} 2`, members: [] } } };
    expect((await entra.request('PATCH', `/Groups/${made.body.id}`, patchOf(emptied))).status).toBe(204);
    const { body } = await entra.request('GET', `/Groups/${made.body.id}`);
    expect([body['displayName'], body['members']]).toEqual([`${displayName} 2`, undefined]);
    const strictBody = { schemas: [GROUP], displayName, [GROUP]: { members: [] } };
    expect(refused(await strict.request('POST', '/Groups', strictBody))).toEqual([400, 'invalidSyntax']);
  });
});

describe('PATCH (profile entra)', () => {
  test.each([
    ['a key', { op: 'replace', value: { [USER]: { active: false, 'name.givenName': 'Ada' } } }],
    [
      'a key in small letters',
      { op: 'Replace', value: { [USER.toLowerCase()]: { active: 'False' }, 'name.givenName': 'Ada' } },
    ],
    ['the path', { op: 'add', path: USER, value: { active: false, name: { givenName: 'Ada' } } }],
  ])('the core URN as %s is what stands in it', async (_what, operation) => {
    const { id } = (await entra.createUser()).body;
    const { status, body } = await patch(entra, id, operation);
    expect([status, body['active'], body['name']]).toEqual([200, false, { givenName: 'Ada' }]);
    expect((await patch(entra, id, operation)).body.meta).toEqual(body.meta);
    const other = (await strict.createUser()).body;
    expect(refused(await patch(strict, other.id, { ...operation, op: 'replace' }))[0]).toBe(400);
  });

  test('"active" keeps its value where one takes it away, and is not emptied', async () => {
    for (const active of [true, false]) {
      const { body } = await entra.createUser({ active });
      for (const operation of [
        { op: 'remove', path: 'active' },
        { op: 'Replace', path: 'active', value: null },
        { op: 'Add', value: { active: null } },
      ])
        expect((await patch(entra, body.id, operation)).body).toEqual(body);
      expect(refused(await patch(entra, body.id, { op: 'Replace', path: 'active', value: '' }))).toEqual([
        400,
        'invalidValue',
      ]);
      const own = (await strict.createUser({ active })).body;
      for (const operation of [
        { op: 'remove', path: 'active' },
        { op: 'replace', path: 'active', value: null },
        { op: 'replace', value: { active: null } },
      ])
        expect(refused(await patch(strict, own.id, operation))).toEqual([400, 'mutability']);
    }
  });

  test('simple values in elements are found by filters, with and without an index', async () => {
    const text = randomUUID();
    const { id } = (await entra.createUser({ [BADGE]: { texts: [text], wholes: [7] } })).body;
    const found = async (filter: string) => {
      const { status, body } = await entra.request('GET', filtered(`id eq "${id}" and ${filter}`));
      return [filter, status, body.totalResults];
    };
    for (const filter of [
      `${BADGE}:texts.value eq "${text}"`,
      `${BADGE}:texts[value eq "${text}"]`,
      `${BADGE}:texts[value sw "${text.slice(0, 8)}" and value ew "${text.slice(-4)}"]`,
      `not (${BADGE}:texts[value eq "x"])`,
      `${BADGE}:wholes.value eq 7`,
      `${BADGE}:wholes[value gt 6 and value lt 8]`,
    ])
      expect(await found(filter)).toEqual([filter, 200, 1]);
    expect(await found(`${BADGE}:wholes[value gt 7]`)).toEqual([expect.anything(), 200, 0]);
    const byIndex = await entra.request('GET', filtered(`${BADGE}:texts[value eq "${text}"]`));
    expect(byIndex.body.Resources.map((user) => user.id)).toEqual([id]);
    expect(refused(await strict.request('GET', filtered(`${BADGE}:texts.value eq "x"`)))).toEqual([
      400,
      'invalidFilter',
    ]);
  });

  test('an e-mail address without a value is the same by POST and by PATCH', async () => {
    const emails = [{ type: 'work', value: null }];
    for (const scim of [entra, strict]) {
      const posted = (await scim.createUser({ emails })).body;
      const { id } = (await scim.createUser()).body;
      for (const operation of [
        { op: 'add', path: 'emails', value: emails },
        { op: 'replace', path: 'emails', value: emails },
        { op: 'replace', value: { emails } },
      ])
        expect((await patch(scim, id, operation)).body['emails']).toEqual(posted['emails']);
    }
  });
});

test('a PATCH without a path may repeat the own id, in both profiles; another id is refused in strict', async () => {
  for (const scim of [entra, strict]) {
    const { id } = (await scim.createUser()).body;
    const { status, body } = await patch(scim, id, { op: 'replace', value: { id, title: 'T' } });
    expect([status, body['title']]).toEqual([200, 'T']);
  }
  const { id } = (await strict.createUser()).body;
  const other = { op: 'replace', value: { id: randomUUID(), title: 'T' } };
  expect(refused(await patch(strict, id, other))).toEqual([400, 'mutability']);
});

test('two primary addresses in one write: the last one in entra, 400 in strict', async () => {
  const emails = ['a', 'b'].map((value) => ({ value, primary: true }));
  const { body } = await entra.createUser({ emails });
  expect(body['emails']).toEqual([
    { value: 'a', primary: false },
    { value: 'b', primary: true },
  ]);
  expect(refused(await strict.request('POST', '/Users', userOf({ emails })))).toEqual([400, 'invalidValue']);
});
