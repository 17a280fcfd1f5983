import type { ProfileName } from '../../lambdas/scim/quirks/profiles.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const BASE = 'http://scim.example.com/scim/v2';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';

/**
 * What a PATCH says to bring `id` into a group with the members `ada` and `ben`, and who is left of
 * these two.
 */
interface Way {
  readonly operations: (id: string, ada: string) => readonly object[];
  readonly left: 'both' | 'ben' | 'none';
}

const dropGroups = { op: 'remove', path: 'members[type eq "Group"]' };

/** Each can be applied to the list of all members only. */
const WAYS: readonly [string, Way][] = [
  [
    'a value path that is replaced',
    {
      operations: (id, ada) => [{ op: 'replace', path: `members[value eq "${ada}"]`, value: { value: id } }],
      left: 'ben',
    },
  ],
  [
    'an add beside a remove by type',
    { operations: (id) => [dropGroups, { op: 'add', path: 'members', value: refs([id]) }], left: 'both' },
  ],
  [
    'an add before a remove by half an id',
    {
      operations: (id) => [
        { op: 'add', path: 'members', value: refs([id]) },
        { op: 'remove', path: 'members[value sw "nobody"]' },
      ],
      left: 'both',
    },
  ],
  [
    'an add without a path beside a remove by type',
    { operations: (id) => [dropGroups, { op: 'add', value: { members: refs([id]) } }], left: 'both' },
  ],
  [
    'a replace of all beside a remove by type',
    { operations: (id) => [dropGroups, { op: 'replace', path: 'members', value: refs([id]) }], left: 'none' },
  ],
  [
    'a sub-attribute where no member is left',
    {
      operations: (id) => [
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members.value', value: id },
      ],
      left: 'none',
    },
  ],
  [
    'a rename between',
    {
      operations: (id) => [
        dropGroups,
        { op: 'replace', path: 'externalId', value: 'renamed' },
        { op: 'add', path: 'members', value: refs([id]) },
      ],
      left: 'both',
    },
  ],
];

const describeProfiles = describe.each<[ProfileName]>([['entra'], ['strict']]);

describeProfiles('%s: every id that a PATCH brings into the list is looked up', (profile) => {
  let scim: TestScim;
  let groups: TestGroups;
  let ada: string, ben: string;
  const memberOf = (type: 'User' | 'Group', id: string) => ({ value: id, $ref: `${BASE}/${type}s/${id}`, type });
  const read = async (id: string): Promise<unknown[]> =>
    ((await scim.request('GET', `/Groups/${id}`)).body['members'] ?? []) as unknown[];
  const refused = (answer: ScimAnswer, detail: string): void => {
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(answer.body.detail).toContain(detail);
  };

  beforeAll(async () => {
    scim = await createScim({ profile });
    groups = testGroups(scim);
    [ada = '', ben = ''] = await groups.users(2);
  });
  afterAll(async () => scim.drop());

  // A short run has some of them for each profile.
  const ways = profile === 'entra' || sizes.wholePlays ? WAYS : WAYS.slice(0, 3);
  describe.each(ways)('by %s', (_name, { operations, left }) => {
    const stay = () => ({ both: [ada, ben], ben: [ben], none: [] })[left].map((id) => memberOf('User', id));

    test('a user, with its type and URI', async () => {
      const [one = ''] = await groups.users(1);
      const id = await groups.create(refs([ada, ben]));
      expect(await groups.patch(id, ...operations(one, ada))).toMatchObject({ status: 204 });
      const members = await read(id);
      expect(members).toEqual(expect.arrayContaining([...stay(), memberOf('User', one)]));
      expect(members).toHaveLength(stay().length + 1);
      const { body } = await scim.request('GET', `/Users/${one}?attributes=groups`);
      expect(body['groups']).toMatchObject([{ value: id, type: 'direct' }]);
    });

    test('a group, with its type and URI', async () => {
      const inner = await groups.create();
      const id = await groups.create(refs([ada, ben]));
      expect(await groups.patch(id, ...operations(inner, ada))).toMatchObject({ status: 204 });
      expect(await read(id)).toEqual(expect.arrayContaining([...stay(), memberOf('Group', inner)]));
    });

    test('a group is not put into itself, nor into one that it contains', async () => {
      const id = await groups.create(refs([ada, ben]));
      const middle = await groups.create(refs([id]));
      const outer = await groups.create(refs([middle]));
      for (const each of [id, middle, outer])
        refused(await groups.patch(id, ...operations(each, ada)), 'a group cannot be in itself');
      expect(new Set(await groups.members(id))).toEqual(new Set([ada, ben]));
    });

    test('an id that names nothing', async () => {
      const id = await groups.create(refs([ada, ben]));
      const answer = await groups.patch(id, ...operations(UNKNOWN, ada));
      if (profile === 'strict') {
        refused(answer, UNKNOWN);
        expect(new Set(await groups.members(id))).toEqual(new Set([ada, ben]));
      } else {
        expect(answer).toMatchObject({ status: 204 });
        expect(await read(id)).toEqual(expect.arrayContaining([...stay(), { value: UNKNOWN }]));
      }
    });

    test('a deleted user never comes back', async () => {
      const [gone = ''] = await groups.users(1);
      await scim.request('DELETE', `/Users/${gone}`);
      const id = await groups.create(refs([ada, ben]));
      const answer = await groups.patch(id, ...operations(gone, ada));
      if (profile === 'strict') refused(answer, gone);
      else expect(answer).toMatchObject({ status: 204 });
      expect(await groups.members(id)).not.toContain(gone);
    });

    test('in a bulk request, where it is born beside', async () => {
      const id = await groups.create(refs([ada, ben]));
      const outer = await groups.create(refs([ada, ben]));
      const post = (bulkId: string, path: string, data: object) => ({ method: 'POST', bulkId, path, data });
      const patch = (group: string, member: string) => ({
        method: 'PATCH',
        path: `/Groups/${group}`,
        data: patchOf(...operations(member, ada)),
      });
      const { body } = await scim.request('POST', '/Bulk', {
        schemas: [BULK],
        Operations: [
          patch(id, 'bulkId:user'),
          patch(outer, 'bulkId:group'),
          post('user', '/Users', { schemas: [USER], userName: `${id}@example.com` }),
          post('group', '/Groups', { schemas: [GROUP], displayName: `born beside ${outer}` }),
          patch(outer, outer),
        ],
      });
      const results = body['Operations'] as { status: string; location: string }[];
      expect(results.map(({ status }) => status)).toEqual(['204', '204', '201', '201', '400']);
      const [, , user, group] = results.map(({ location }) => location.split('/').at(-1) ?? '');
      expect(await read(id)).toEqual(expect.arrayContaining([memberOf('User', user ?? '')]));
      expect(await read(outer)).toEqual(expect.arrayContaining([memberOf('Group', group ?? '')]));
    });

    test('If-Match is honoured', async () => {
      const [one = ''] = await groups.users(1);
      const id = await groups.create(refs([ada, ben]));
      const patch = (version: string, member: string) =>
        scim.request('PATCH', `/Groups/${id}`, patchOf(...operations(member, ada)), { 'if-match': version });
      expect(await patch('W/"7"', id)).toMatchObject({ status: 412 });
      expect(await patch('W/"1"', one)).toMatchObject({ status: 204, headers: { etag: 'W/"2"' } });
    });
  });

  test('PUT and POST look up theirs, too', async () => {
    const [one = ''] = await groups.users(1);
    const group = (displayName: string, members: readonly string[]) => ({
      schemas: [GROUP],
      displayName,
      members: refs(members),
    });
    const id = await groups.create(refs([ada]), `put ${profile}`);
    const put = (members: readonly string[]) => scim.request('PUT', `/Groups/${id}`, group(`put ${profile}`, members));
    refused(await put([one, id]), 'a group cannot be in itself');
    expect((await put([one])).body['members']).toEqual([memberOf('User', one)]);
    const posted = await scim.request('POST', '/Groups', group(`post ${profile}`, [one, id]));
    expect(posted.body['members']).toEqual(expect.arrayContaining([memberOf('User', one), memberOf('Group', id)]));
    if (profile === 'strict') refused(await scim.request('POST', '/Groups', group('unknown', [one, UNKNOWN])), UNKNOWN);
  });

  test('members that are there already change nothing', async () => {
    const id = await groups.create(refs([ada, ben]));
    const [one = ''] = await groups.users(1);
    await groups.patch(id, dropGroups, { op: 'add', path: 'members', value: refs([one, ada]) });
    expect(await groups.version(id)).toBe('W/"2"');
    expect(await groups.patch(id, dropGroups, { op: 'add', path: 'members', value: refs([one, ada]) })).toMatchObject({
      status: 204,
    });
    expect(await groups.version(id)).toBe('W/"2"');
  });
});
