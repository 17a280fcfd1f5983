import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createScim, type TestScim } from '../support/scim.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let scim: TestScim;
let groups: TestGroups;
let ada: string, ben: string, cem: string;
const filter = (text: string): string => `?filter=${encodeURIComponent(text)}`;

beforeAll(async () => {
  scim = await createScim();
  groups = testGroups(scim);
  [ada = '', ben = '', cem = ''] = (await groups.users(3)).sort();
});
afterAll(async () => scim.drop());

describe('members by PATCH', () => {
  test.each<[string, (id: string) => unknown[], () => string[]]>([
    [
      'an added value with "$ref": null',
      () => [{ op: 'Add', path: 'members', value: [{ $ref: null, value: cem }] }],
      () => [ada, ben, cem],
    ],
    ['bare ids', () => [{ op: 'add', path: 'members', value: [cem] }], () => [ada, ben, cem]],
    ['a bare id that is no list', () => [{ op: 'add', path: 'members', value: cem }], () => [ada, ben, cem]],
    ['an added value without a path', () => [{ op: 'add', value: { members: refs([cem]) } }], () => [ada, ben, cem]],
    [
      'Remove with values removes only those',
      () => [{ op: 'Remove', path: 'members', value: refs([ada]) }],
      () => [ben],
    ],
    ['remove by filter', () => [{ op: 'remove', path: `members[value eq "${ben}"]` }], () => [ada]],
    [
      'remove by a filter of several ids',
      () => [{ op: 'remove', path: `members[value eq "${ben}" or value eq "${ada}"]` }],
      () => [],
    ],
    ['remove by another filter', () => [{ op: 'remove', path: 'members[type eq "User"]' }], () => []],
    ['remove of all', () => [{ op: 'remove', path: 'members' }], () => []],
    ['replace of all', () => [{ op: 'replace', path: 'members', value: refs([cem]) }], () => [cem]],
    ['replace of all without a path', () => [{ op: 'replace', value: { members: refs([cem]) } }], () => [cem]],
    [
      'several operations in order',
      () => [
        { op: 'add', path: 'members', value: refs([cem]) },
        { op: 'remove', path: `members[value eq "${ada}"]` },
        { op: 'remove', path: 'members', value: refs([cem]) },
        { op: 'add', path: 'members', value: refs([ada]) },
      ],
      () => [ada, ben],
    ],
    ['no operation at all', () => [], () => [ada, ben]],
  ])('%s', async (_name, operations, expected) => {
    const id = await groups.create(refs([ada, ben]));
    expect(await groups.patch(id, ...operations(id))).toMatchObject({ status: 204, body: undefined });
    expect(await groups.members(id)).toEqual(expected());
  });

  test('what changes nothing leaves the version as it is; what changes something moves it by one', async () => {
    const id = await groups.create(refs([ada]));
    for (const operation of [
      { op: 'Add', path: 'members', value: refs([ada]) },
      { op: 'Remove', path: 'members', value: refs([ben]) },
      { op: 'Remove', path: `members[value eq "${ben}"]` },
      { op: 'replace', path: 'members', value: refs([ada]) },
    ])
      expect(await groups.patch(id, operation)).toMatchObject({ status: 204 });
    expect(await groups.version(id)).toBe('W/"1"');
    await groups.patch(id, { op: 'Add', path: 'members', value: refs([ada, ben]) });
    expect(await groups.version(id)).toBe('W/"2"');
  });

  test('a rename with members is one change, and none at all when the name is taken', async () => {
    await groups.create([], 'Taken');
    const id = await groups.create([], 'Old');
    const operations = (name: string) => [
      { op: 'replace', path: 'displayName', value: name },
      { op: 'add', path: 'members', value: refs([ada]) },
    ];
    expect(await groups.patch(id, ...operations('TAKEN'))).toMatchObject({ status: 409 });
    expect(await groups.members(id)).toEqual([]);
    expect(await groups.patch(id, ...operations('New'))).toMatchObject({ status: 204 });
    expect((await scim.request('GET', `/Groups${filter('displayName eq "new"')}`)).body.Resources).toMatchObject([
      { id, displayName: 'New', members: [{ value: ada }] },
    ]);
  });

  test('If-Match is honoured, and the new version answered', async () => {
    const id = await groups.create();
    const body = patchOf({ op: 'add', path: 'members', value: refs([ada]) });
    const patch = (version: string) => scim.request('PATCH', `/Groups/${id}`, body, { 'if-match': version });
    expect(await patch('W/"7"')).toMatchObject({ status: 412 });
    expect(await patch('W/"1"')).toMatchObject({ status: 204, headers: { etag: 'W/"2"' } });
    expect(await groups.members(id)).toEqual([ada]);
  });

  test.each<[string, unknown, string]>([
    ['no id', { op: 'add', path: 'members', value: [{ display: 'x' }] }, '"members[0]" is {"display":"x"}'],
    ['a number', { op: 'add', path: 'members', value: [7] }, '"members[0]" is 7'],
    ['a list', { op: 'add', path: 'members', value: [['a']] }, '"members[0]" is a list'],
  ])('%s in place of a member is refused and says where', async (_name, operation, detail) => {
    const id = await groups.create();
    const { status, body } = await groups.patch(id, operation);
    expect({ status, scimType: body['scimType'] }).toEqual({ status: 400, scimType: 'invalidValue' });
    expect(body.detail).toContain(detail);
  });
});

describe('ids that name nothing', () => {
  test('are kept and returned as they were sent, without a URI of theirs', async () => {
    const sent = { value: UNKNOWN, type: 'User' };
    const id = await groups.create([{ ...sent, $ref: `https://elsewhere.example.com/Users/${UNKNOWN}` }]);
    expect((await scim.request('GET', `/Groups/${id}`)).body['members']).toEqual([sent]);
    await groups.patch(id, { op: 'Remove', path: 'members', value: refs([UNKNOWN]) });
    expect(await groups.members(id)).toEqual([]);
  });

  test('are refused by name where the profile is strict, and nothing is applied', async () => {
    const strict = await createScim({ profile: 'strict' });
    const own = testGroups(strict);
    const [one = ''] = await own.users(1);
    const id = await own.create();
    const answer = await own.patch(id, { op: 'add', path: 'members', value: refs([one, UNKNOWN]) });
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(answer.body.detail).toContain(UNKNOWN);
    expect(answer.body.detail).not.toContain(one);
    expect(await own.members(id)).toEqual([]);
    await strict.drop();
  });
});

describe('members that go', () => {
  test('a deactivated user stays, a deleted one is gone from every group at once and does not come back', async () => {
    const [one = '', two = ''] = (await groups.users(2)).sort();
    const id = await groups.create(refs([one, two]));
    const other = await groups.create(refs([one]));
    await scim.request('PATCH', `/Users/${one}`, patchOf({ op: 'replace', path: 'active', value: false }));
    expect(await groups.members(id)).toEqual([one, two]);
    const before = await groups.version(id);
    await scim.request('DELETE', `/Users/${one}`);
    expect([await groups.members(id), await groups.members(other)]).toEqual([[two], []]);
    expect(await groups.version(id)).not.toBe(before);
    expect((await scim.request('GET', `/Groups${filter(`members eq "${one}"`)}`)).body.totalResults).toBe(0);
    expect(await groups.patch(id, { op: 'Add', path: 'members', value: refs([one]) })).toMatchObject({ status: 204 });
    expect(await groups.members(id)).toEqual([two]);
  });

  test('a deleted group is no member any more, and its members are not in it', async () => {
    const inner = await groups.create(refs([ada]));
    const outer = await groups.create(refs([inner]));
    await scim.request('DELETE', `/Groups/${inner}`);
    expect(await groups.members(outer)).toEqual([]);
    const { body } = await scim.request('GET', `/Users/${ada}?attributes=groups`);
    expect(JSON.stringify(body)).not.toContain(inner);
  });
});

describe('reading', () => {
  test('a member has its URI and type, and its name where it is asked for', async () => {
    const user = (await scim.createUser({ displayName: 'Dana' })).body;
    const inner = await groups.create([], 'Inner');
    const id = await groups.create(refs([user.id, inner]));
    const { body } = await scim.request('GET', `/Groups/${id}`);
    const plain = [
      { value: user.id, $ref: user.meta['location'], type: 'User' },
      { value: inner, $ref: `http://scim.example.com/scim/v2/Groups/${inner}`, type: 'Group' },
    ];
    expect(body['members']).toEqual(expect.arrayContaining(plain));
    const named = await scim.request('GET', `/Groups/${id}?attributes=members.display,members.value`);
    expect(named.body['members']).toEqual(
      expect.arrayContaining([
        { value: user.id, display: 'Dana' },
        { value: inner, display: 'Inner' },
      ]),
    );
  });

  test('a user shows its groups, direct and indirect, and may not set them', async () => {
    const [one = ''] = await groups.users(1);
    const inner = await groups.create(refs([one]), 'Crew');
    const outer = await groups.create(refs([inner]), 'Fleet');
    const { body } = await scim.request('GET', `/Users/${one}?attributes=groups`);
    const base = 'http://scim.example.com/scim/v2/Groups';
    expect(body['groups']).toEqual(
      expect.arrayContaining([
        { value: inner, $ref: `${base}/${inner}`, display: 'Crew', type: 'direct' },
        { value: outer, $ref: `${base}/${outer}`, display: 'Fleet', type: 'indirect' },
      ]),
    );
    expect((await scim.request('GET', `/Users/${one}`)).body).not.toHaveProperty('groups');
  });

  test.each<[string, (id: string) => string, (id: string) => string[]]>([
    ['id and members eq', (id) => `id eq "${id}" and members eq "${ada}"`, (id) => [id]],
    ['id and members eq, no member', (id) => `id eq "${id}" and members eq "${cem}"`, () => []],
    ['members by value path', () => `members[value eq "${ben}"]`, (id) => [id]],
    ['members.value', () => `members.value eq "${ben}"`, (id) => [id]],
    ['two members', (id) => `id eq "${id}" and members eq "${ada}" and members.value eq "${ben}"`, (id) => [id]],
    ['either member', (id) => `id eq "${id}" and (members eq "${cem}" or members eq "${ben}")`, (id) => [id]],
    ['not a member', (id) => `id eq "${id}" and not (members eq "${cem}")`, (id) => [id]],
    ['members pr', (id) => `id eq "${id}" and members pr`, (id) => [id]],
    ['member of a type', (id) => `id eq "${id}" and members[value eq "${ada}" and type eq "Group"]`, () => []],
  ])('groups by %s', async (_name, text, expected) => {
    const [shared = ''] = await groups.users(1);
    ben = shared;
    const id = await groups.create(refs([ada, ben]));
    const url = `/Groups${filter(text(id))}`;
    const { body } = await scim.request('GET', url);
    expect(body.Resources.map((group) => group.id)).toEqual(expected(id));
    const without = await scim.request('GET', `${url}&excludedAttributes=members`);
    expect(without.body.Resources.map((group) => [group.id, group['members']])).toEqual(
      expected(id).map((each) => [each, undefined]),
    );
  });

  test('the users of a group are paged by cursor, forwards and backwards', async () => {
    const ids = (await groups.users(7)).sort();
    const id = await groups.create([...refs(ids), { value: UNKNOWN }]);
    const url = `/Users${filter(`groups.value eq "${id}"`)}&count=3`;
    const pages: string[][] = [];
    let answer = await scim.request('GET', `${url}&cursor=`);
    for (;;) {
      pages.push(answer.body.Resources.map((user) => user.id));
      if (answer.body.nextCursor === undefined) break;
      answer = await scim.request('GET', `${url}&cursor=${encodeURIComponent(answer.body.nextCursor)}`);
    }
    expect(pages.flat()).toEqual(ids);
    expect(pages[0]).toHaveLength(3);
    const back = await scim.request('GET', `${url}&cursor=${encodeURIComponent(answer.body.previousCursor ?? '')}`);
    expect(back.body.Resources.map((user) => user.id)).toEqual(pages.at(-2));
  });
});

describe('groups in groups', () => {
  test('a circle is refused, whether it is made at once or step by step', async () => {
    const a = await groups.create();
    const b = await groups.create(refs([a]));
    const c = await groups.create(refs([b]));
    for (const [group, member] of [
      [a, a],
      [a, b],
      [a, c],
    ] as const) {
      const answer = await groups.patch(group, { op: 'add', path: 'members', value: refs([member]) });
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
      expect(answer.body.detail).toContain('a group cannot be in itself');
    }
    const put = { schemas: [GROUP], displayName: 'a', members: refs([c]) };
    expect(await scim.request('PUT', `/Groups/${a}`, put)).toMatchObject({ status: 400 });
    expect(await groups.patch(c, { op: 'add', path: 'members', value: refs([a]) })).toMatchObject({ status: 204 });
  });

  test('two who put groups into each other at the same time do not make one', async () => {
    const [a, b] = [await groups.create(), await groups.create()];
    const into = (group: string, member: string) =>
      groups.patch(group, { op: 'add', path: 'members', value: refs([member]) });
    const statuses = (await Promise.all([into(a, b), into(b, a)])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([204, 400]));
  });
});
