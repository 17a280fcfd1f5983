import fc from 'fast-check';
import { putItems } from '../../lambdas/store/table/batch.ts';
import { groupAttribute, memberOfKey } from '../../lambdas/store/table/keys.ts';
import { memberItem } from '../../lambdas/store/table/member-item.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { toResourceItem } from '../../lambdas/store/table/resource-item.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { sizes, wholePlay } from '../support/sizes.ts';
import { user } from '../support/store.ts';
import { createDirectory, type DirectoryBody, type TestDirectory } from './test-directory.ts';

/** What the product reads of groups, of who is in them, and of the groups that somebody is in. */

const TEAM = 'urn:example:scim:schemas:Team';
const SITE = 'urn:example:scim:schemas:Site';
const description = { name: 'description', type: 'string' } as const;
const SCHEMAS: TenantSchemas = {
  extensions: [
    {
      id: TEAM,
      name: 'Team',
      appliesTo: ['Group'],
      attributes: [
        description,
        { name: 'costCenters', type: 'integer', multiValued: true },
        { name: 'externalid', type: 'string' },
        { name: 'hidden', type: 'string', returned: 'never' },
        {
          name: 'place',
          type: 'complex',
          subAttributes: [
            { name: 'city', type: 'string' },
            { name: 'door', type: 'string', returned: 'never' },
          ],
        },
      ],
    },
    {
      id: SITE,
      name: 'Site',
      appliesTo: ['Group', 'User'],
      attributes: [description, { name: 'open', type: 'boolean' }],
    },
  ],
};

let life: TestLife;
let directory: TestDirectory;
let groups: TestGroups;
beforeAll(async () => {
  life = await createLife({ schemas: SCHEMAS });
  const types = tenantResourceTypes([], SCHEMAS);
  directory = createDirectory(life.scim, { context: { now: life.now, types } });
  groups = testGroups(life.scim);
});
afterAll(() => life.scim.drop());

const get = async (url: string): Promise<DirectoryBody> => {
  const { status, body } = await directory.get(url);
  expect([url, status, body.detail]).toEqual([url, 200, undefined]);
  return body;
};

/** Every page of a list, by its cursors. */
async function pages(path: string, parameters: Readonly<Record<string, string>>): Promise<DirectoryBody[]> {
  const all: DirectoryBody[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query = new URLSearchParams({ ...parameters, ...(cursor && { cursor }) });
    const body = await get(`${path}?${query.toString()}`);
    all.push(body);
    cursor = body.next;
  }
  return all;
}

test('a group is its name, and what the extensions of the tenant hold', async () => {
  const { body } = await life.scim.request('POST', '/Groups', {
    displayName: 'Staff',
    externalId: 'staff',
    [TEAM.toUpperCase()]: {
      Description: 'All of us',
      costCenters: [7, 8],
      hidden: 'x',
      place: { city: 'Bonn', door: '7' },
    },
  });
  const group = {
    id: body.id,
    name: 'Staff',
    externalId: 'staff',
    fields: {
      [`${TEAM}:description`]: 'All of us',
      costCenters: [7, 8],
      [`${TEAM}:externalid`]: null,
      place: { city: 'Bonn' },
      [`${SITE}:description`]: null,
      open: null,
    },
    created: expect.any(String) as string,
    lastModified: expect.any(String) as string,
  };
  expect(await get(`/groups/${body.id}`)).toEqual(group);
  expect(await get(`/groups?name=%20STAFF`)).toEqual({ groups: [group] });
  const [head = '', row] = (await directory.get(`/groups?name=Staff`, { accept: 'text/csv' })).text.split('\r\n');
  expect(head).toBe(
    `id,name,externalId,${TEAM}:description,costCenters,${TEAM}:externalid,place,${SITE}:description,open,created,lastModified`,
  );
  expect(row).toContain(`,Staff,staff,All of us,"[7,8]",,"{""city"":""Bonn""}",,,`);
  expect((await directory.get('/groups.csv?name=Staff')).text.split('\r\n').slice(0, 2)).toEqual([head, row]);
});

describe('who is in a group', () => {
  let group: string;
  let people: string[];
  let inner: string;
  beforeAll(async () => {
    people = (await groups.users(5)).toSorted();
    inner = await groups.create();
    group = await groups.create(refs([...people, inner, 'nobody-here']));
  });
  const read = async (more = {}) =>
    (await pages(`/groups/${group}/members`, { limit: '2', ...more })).map(({ members }) => members);

  test('page by page, by id; an id that names nobody is none, and the count says the same', async () => {
    const all = await read();
    expect(all.slice(0, -1).map((page) => page.length)).not.toContain(0);
    expect(all.flat()).toEqual(
      [...people.map((id) => ({ id, type: 'User' })), { id: inner, type: 'Group' }].toSorted((a, b) =>
        a.id < b.id ? -1 : 1,
      ),
    );
    expect((await get(`/groups/${group}?memberCount=true`)).memberCount).toBe(6);
    expect(await get(`/groups/${group}`)).not.toHaveProperty('memberCount');
  });

  test('who is leaving is in it no more, who is deactivated is; users are told where that is asked for', async () => {
    const [gone = '', off = ''] = people;
    await life.scim.request('DELETE', `/Users/${gone}`);
    await life.scim.request('PATCH', `/Users/${off}`, {
      Operations: [{ op: 'Replace', path: 'active', value: false }],
    });
    const all = (await read({ expand: 'user' })).flat();
    expect(all.map(({ id }) => id)).not.toContain(gone);
    expect(all.find(({ id }) => id === off)?.user).toMatchObject({ id: off, state: 'deactivated' });
    expect(all.find(({ id }) => id === inner)).toEqual({ id: inner, type: 'Group' });
    expect((await get(`/groups/${group}?memberCount=true`)).memberCount).toBe(5);
    expect((await get(`/users/${gone}/groups`)).groups).toEqual([]);
  });

  test('a change that is decided and not yet carried out counts', async () => {
    const added = Array.from({ length: 60 }, (_, at) => `added-${at}`);
    const { documentClient: client, tableName } = life.scim.table;
    await putItems(
      openTable({ client, tableName }),
      added.map((id) => toResourceItem(user({ userName: id }, { id }), 'test')),
    );
    const large = await groups.create();
    await groups.patch(large, { op: 'add', path: 'members', value: refs(added) });
    const found = (await pages(`/groups/${large}/members`, { limit: '25' })).flatMap(({ members }) => members);
    expect(found.map(({ id }) => id)).toEqual(added.toSorted());
    expect((await get(`/groups/${large}?memberCount=true`)).memberCount).toBe(60);
    await life.scim.recover();
    expect((await get(`/groups/${large}?memberCount=true`)).memberCount).toBe(60);
  });
});

wholePlay('a group of 20,000 is told page by page, and counted', async () => {
  const id = await groups.create();
  const { documentClient: client, tableName } = life.scim.table;
  const members = Array.from({ length: 20_000 }, (_, at) => `member-${String(at).padStart(5, '0')}`);
  await putItems(
    openTable({ client, tableName }),
    members.map((member) => memberItem({ type: 'Group', id, generation: 0 }, { id: member, type: 'User' })),
  );
  const all = await pages(`/groups/${id}/members`, { limit: '1000', nested: 'true' });
  expect(all).toHaveLength(20);
  expect(all.flatMap((page) => page.members.map((member) => member.id))).toEqual(members);
  expect((await get(`/groups/${id}?memberCount=true`)).memberCount).toBe(20_000);
});

test('a deleted group is not there, and leads nowhere', async () => {
  const [anna = ''] = await groups.users(1);
  const inner = await groups.create(refs([anna]));
  const outer = await groups.create(refs([inner]));
  expect((await get(`/groups/${outer}/members?nested=true`)).members).toEqual([{ id: anna, type: 'User' }]);
  await life.scim.request('DELETE', `/Groups/${inner}`);
  for (const path of [`/groups/${inner}`, `/groups/${inner}/members`, `/groups/${inner}?memberCount=true`]) {
    const { status, body } = await directory.get(path);
    expect([path, status, body.type]).toEqual([path, 404, 'urn:serverless-scim:problem:not-found']);
  }
  expect((await get(`/groups?id=${inner},${outer}`)).groups.map(({ id }) => id)).toEqual([outer]);
  expect((await get(`/groups/${outer}/members?nested=true`)).members).toEqual([]);
  expect((await get(`/users/${anna}/groups`)).groups).toEqual([]);
});

test('the groups that somebody is in, directly and through others', async () => {
  const [anna = ''] = await groups.users(1);
  const [team, board] = [await groups.create(refs([anna]), 'Team'), await groups.create(refs([anna]), 'Board')];
  const all = await groups.create(refs([team, board]), 'All');
  const found = async (more: Readonly<Record<string, string>>) =>
    (await pages(`/users/${anna}/groups`, { limit: '1', ...more })).flatMap(({ groups: page }) =>
      page.map(({ id, direct }) => [id, direct]),
    );
  expect(await found({})).toEqual([team, board].toSorted().map((id) => [id, true]));
  expect(await found({ nested: 'true' })).toEqual([team, board, all].toSorted().map((id) => [id, id !== all]));
});

test('all groups are counted on the first page, and looked up by an index', async () => {
  const id = (await life.scim.request('POST', '/Groups', { displayName: 'Ünique', externalId: 'E-1' })).body.id;
  const all = await pages('/groups', { limit: '3' });
  expect(all[0]?.total).toBe(all.flatMap(({ groups: page }) => page).length);
  expect(all.slice(1).map(({ total }) => total)).toEqual(all.slice(1).map(() => undefined));
  const find = async (query: string) => (await get(`/groups?${query}`)).groups.map((group) => group.id);
  expect(await find(`name=${encodeURIComponent('ÜNIQUE')}`)).toEqual([id]);
  expect(await find('externalId=E-1')).toEqual([id]);
  expect(await find('externalId=e-1')).toEqual([]);
  expect(await find(`id=${id},none&externalId=E-1`)).toEqual([id]);
  expect(await find(`id=${id}&name=Other`)).toEqual([]);
});

describe('groups in groups, flattened', () => {
  /** Groups with what is in them, by number: users from 0 on, groups below 0. */
  type Nesting = readonly (readonly number[])[];
  const GROUPS = 6;
  const nesting: fc.Arbitrary<Nesting> = fc.array(
    fc.uniqueArray(fc.integer({ min: -GROUPS, max: 7 }), { maxLength: 7 }),
    { minLength: GROUPS, maxLength: GROUPS },
  );
  let times = 0;

  /** Stores a nesting as it is, circles too, which a bulk request may make. */
  async function store(groupsOf: Nesting): Promise<(number: number) => string> {
    times += 1;
    const idOf = (number: number): string => `n${times}-${number < 0 ? `group${-number}` : `user${number}`}`;
    const typeOf = (number: number): string => (number < 0 ? 'Group' : 'User');
    const all = [...new Set([...groupsOf.flat(), ...groupsOf.map((_, at) => -at - 1)])];
    const { documentClient: client, tableName } = life.scim.table;
    const within = (number: number) =>
      groupsOf.flatMap((members, at) =>
        members.includes(number) ? [[groupAttribute(idOf(-at - 1)), 0] as const] : [],
      );
    await putItems(openTable({ client, tableName }), [
      ...all.map((number) =>
        toResourceItem(user({ displayName: idOf(number) }, { id: idOf(number), type: typeOf(number) }), 'test'),
      ),
      ...all.map((number) => ({
        ...memberOfKey(idOf(number)),
        life: 1,
        turn: 1,
        ...Object.fromEntries(within(number)),
      })),
      ...groupsOf.flatMap((members, at) =>
        members.map((number) =>
          memberItem({ type: 'Group', id: idOf(-at - 1), generation: 0 }, { id: idOf(number), type: typeOf(number) }),
        ),
      ),
    ]);
    return idOf;
  }

  /** The users in the first group, as a model has them. */
  function usersIn(groupsOf: Nesting): number[] {
    const seen = new Set([-1]);
    for (const number of seen) for (const member of groupsOf[-number - 1] ?? []) seen.add(member);
    return [...seen].filter((number) => number >= 0);
  }

  test('each user once, whatever is in what, and however many at a time', async () => {
    await fc.assert(
      fc.asyncProperty(nesting, fc.constantFrom(1, 2, 3, 100), async (groupsOf, limit) => {
        const idOf = await store(groupsOf);
        const all = await pages(`/groups/${idOf(-1)}/members`, { nested: 'true', limit: String(limit) });
        for (const { members } of all) expect(members.length).toBeLessThanOrEqual(limit);
        const found = all.flatMap(({ members }) => members.map(({ id }) => id));
        expect(found.toSorted()).toEqual(usersIn(groupsOf).map(idOf).toSorted());
      }),
      { numRuns: sizes.nestings },
    );
  });

  test('who is moved out while pages are read holds nobody else up', async () => {
    const groupsOf = [[-2, -3, 0], [1, 2], [2, 3], [], [], []];
    const idOf = await store(groupsOf);
    const path = `/groups/${idOf(-1)}/members?nested=true&limit=1`;
    const first = await get(path);
    await groups.patch(idOf(-1), { op: 'remove', path: `members[value eq "${idOf(-2)}"]` });
    const found: string[] = [];
    for (let { next } = first; next !== undefined;) {
      const page = await get(`${path}&cursor=${next}`);
      found.push(...page.members.map(({ id }) => id));
      next = page.next;
    }
    expect(found).toEqual(expect.arrayContaining([idOf(0), idOf(2), idOf(3)]));
  });

  test('more than 30 levels are refused, with what to do instead', async () => {
    const chain = Array.from({ length: 33 }, (_, at) => [-at - 2]);
    const idOf = await store(chain);
    const { status, body } = await directory.get(`/groups/${idOf(-1)}/members?nested=true`);
    expect([status, body.type]).toEqual([400, 'urn:serverless-scim:problem:invalid-parameter']);
    expect(body.detail).toContain('more than 30 levels deep; read the members of each');
  });
});
