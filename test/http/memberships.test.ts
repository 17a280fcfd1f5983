import pMap from 'p-map';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { putItems } from '../../lambdas/store/table/batch.ts';
import { memberOfKey, groupAttribute } from '../../lambdas/store/table/keys.ts';
import { memberItem } from '../../lambdas/store/table/member-item.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { meter } from '../../tools/dynamodb-local/meter.ts';
import { awsError, injectFaults } from '../support/faults.ts';
import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { sizes, wholePlay } from '../support/sizes.ts';

/** A membership belongs to one life of a user; what is decided is seen at once, whoever carries it out, and when. */

let life: TestLife;
let groups: TestGroups;
/** Every look at the clock is a minute later than the one before. */
let isSlow = false;
let minutes = 0;
beforeAll(async () => {
  const now = () => new Date(Date.now() + (isSlow ? ++minutes : 0) * 60_000).toISOString();
  life = await createLife({ context: { now } });
  groups = testGroups(life.scim);
});
afterAll(() => life.scim.drop());

const request: TestLife['scim']['request'] = (...of) => life.scim.request(...of);
const idsOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(5, '0')}`);

const memberFilter = (member: string): string => `/Groups?filter=${encodeURIComponent(`members eq "${member}"`)}`;

/** Does something before the next request of a command goes out. Returns a function that ends it. */
function beforeFirst(command: string, act: () => Promise<unknown>): () => void {
  const { middlewareStack } = life.scim.table.documentClient;
  let isDone = false;
  middlewareStack.add(
    (next, context) => async (args) => {
      if (!isDone && context.commandName === command) {
        isDone = true;
        await act();
      }
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'before-first', override: true },
  );
  return () => middlewareStack.remove('before-first');
}

/** Everything fails from the first transaction on that is written: what a table does that is too busy. */
function busyAfterDecision(): () => void {
  let isDecided = false;
  return injectFaults(life.scim.table.documentClient, (command) => {
    if (isDecided) return { error: awsError('ResourceNotFoundException') };
    isDecided = command === 'TransactWriteItemsCommand';
    return undefined;
  });
}

/** The groups of a user, as each reader sees them. */
async function groupsOf(id: string, among: readonly string[]) {
  const user = await request('GET', `/Users/${id}?attributes=groups`);
  const found = await request('GET', `/Groups?filter=${encodeURIComponent(`members eq "${id}"`)}&count=1000`);
  const having = await pMap(among, async (group) => ((await groups.members(group)).includes(id) ? [group] : []), {
    concurrency: 8,
  });
  const values = (user.body['groups'] ?? []) as { value: string }[];
  return {
    user: values.map(({ value }) => value).sort(),
    filter: found.body.Resources.map((group) => group.id).sort(),
    members: having.flat().sort(),
  };
}
const same = (all: readonly string[]) => {
  const sorted = [...all].sort();
  return { user: sorted, filter: sorted, members: sorted };
};

describe.each(sizes.groupsOfOne)('a user in %i groups', (count) => {
  let id: string;
  let of: string[];
  beforeEach(async () => {
    ({ id } = (await life.scim.createUser({ externalId })).body);
    of = await pMap(idsOf('g', count), () => groups.create(refs([id])), { concurrency: 8 });
  });

  const externalId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const again = () => life.scim.createUser({ externalId });

  test('is in none once it is deleted, and in all of them again when it is restored', async () => {
    expect(await groupsOf(id, of)).toEqual(same(of));
    expect(await request('DELETE', `/Users/${id}`)).toMatchObject({ status: 204 });
    expect((await groupsOf(id, of)).members).toEqual([]);
    await commandUser(life.operating, 'restore', id);
    expect(await groupsOf(id, of)).toEqual(same(of));
    expect(await life.scim.recover()).toBe(0);
    expect(await groupsOf(id, of)).toEqual(same(of));
    expect(await life.check()).toEqual([]);
    await request('DELETE', `/Users/${id}`);
    await commandUser(life.operating, 'erase', id);
  });

  test('comes back without them by a POST, also where the clean-up of the DELETE has died, for good', async () => {
    const stop = busyAfterDecision();
    await request('DELETE', `/Users/${id}`);
    stop();
    expect((await groupsOf(id, of)).members).toEqual([]);
    const { status, body } = await again();
    expect([status, body.id]).toEqual([201, id]);
    expect(await groupsOf(id, of)).toEqual(same([]));
    await groups.patch(of[0] ?? '', { op: 'add', path: 'members', value: refs([id]) });
    expect(await groupsOf(id, of)).toEqual(same(of.slice(0, 1)));
    expect(await life.scim.recover()).toBe(0);
    expect(await groupsOf(id, of)).toEqual(same(of.slice(0, 1)));
    expect(await life.check()).toEqual([]);
    await request('DELETE', `/Users/${id}`);
    await commandUser(life.operating, 'erase', id);
  });
});

test('a user who is deleted while a change of many is carried out is no member, and one again when restored', async () => {
  const { id } = (await life.scim.createUser()).body;
  const group = await groups.create();
  await groups.patch(group, { op: 'add', path: 'members', value: refs([id, ...idsOf('m', 60)]) });
  expect(await groups.members(group)).toContain(id);
  await request('DELETE', `/Users/${id}`);
  expect(await groups.members(group)).toHaveLength(60);
  expect(await life.scim.recover()).toBe(0);
  expect(await groups.members(group)).toHaveLength(60);
  await commandUser(life.operating, 'restore', id);
  expect(await groups.members(group)).toHaveLength(61);
  expect(await life.check()).toEqual([]);
});

describe('while a change of many members is carried out', () => {
  const many = idsOf('many', 130);

  test('its group takes small ones, laid over it in order, and every reader sees them', async () => {
    const group = await groups.create(refs(idsOf('before', 3)));
    await groups.patch(group, { op: 'add', path: 'members', value: refs(many) });
    const first = many[0] ?? '';
    await groups.patch(group, { op: 'remove', path: 'members', value: refs([first, 'before-00000']) });
    await groups.patch(group, { op: 'add', path: 'members', value: refs(idsOf('later', 90)) });
    await groups.patch(group, { op: 'replace', path: 'displayName', value: 'Renamed' });
    const expected = ['before-00001', 'before-00002', ...idsOf('later', 90), ...many.slice(1)].sort();
    expect(await groups.members(group)).toEqual(expected);
    const has = async (member: string) => (await request('GET', memberFilter(member))).body.totalResults;
    expect([await has(first), await has('later-00001'), await has('before-00000')]).toEqual([0, 1, 0]);
    expect(await life.scim.recover()).toBe(0);
    expect(await groups.members(group)).toEqual(expected);
    expect([await has(first), await has('later-00001'), await has('before-00000')]).toEqual([0, 1, 0]);
    expect((await request('GET', `/Groups/${group}?excludedAttributes=members`)).body['displayName']).toBe('Renamed');
    expect(await life.check()).toEqual([]);
  });

  test.each<[string, (group: string, member: string) => Promise<unknown>, unknown]>([
    [
      'a removal',
      async (group, member) => {
        const { status } = await groups.patch(group, { op: 'remove', path: `members[value eq "${member}"]` });
        return [status, (await groups.members(group)).includes(member)];
      },
      [204, false],
    ],
    ['a filter', async (_, member) => (await request('GET', memberFilter(member))).body.totalResults, 1],
  ])('%s that had read the members before they were there sees them', async (_what, ask, expected) => {
    const group = await groups.create();
    const [member = ''] = await groups.users(1);
    await groups.patch(group, { op: 'add', path: 'members', value: refs([member, ...many]) });
    const stop = beforeFirst('QueryCommand', () => life.scim.recover());
    expect(await ask(group, member)).toEqual(expected);
    stop();
    expect(await life.check()).toEqual([]);
  });

  test('another change of many helps it to its end, or is told when to come back', async () => {
    const group = await groups.create();
    await groups.patch(group, { op: 'add', path: 'members', value: refs(many) });
    const add = () => groups.patch(group, { op: 'add', path: 'members', value: refs(idsOf('second', 130)) });
    // Somebody else carries it out, and has no time to end.
    isSlow = true;
    const refused = await add();
    isSlow = false;
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(refused.body.detail).toContain('nothing was changed, send the request again then');
    expect(await groups.members(group)).toEqual(many);
    expect(await add()).toMatchObject({ status: 204 });
    expect(await groups.members(group)).toHaveLength(260);
    expect(await life.scim.recover()).toBe(0);
    expect(await groups.members(group)).toHaveLength(260);
    expect(await life.check()).toEqual([]);
  });
});

test('whoever is deleted leaves no mark, so that reading members costs what it did', async () => {
  const users = await groups.users(60);
  const group = await groups.create(refs(users.slice(0, 49)));
  await life.scim.recover();
  const used = meter(life.scim.table.documentClient);
  const cost = async () => {
    used.reset();
    await groups.members(group);
    return used.rru;
  };
  const before = await cost();
  await pMap(users.slice(1), (id) => request('DELETE', `/Users/${id}`), { concurrency: 8 });
  expect(await groups.members(group)).toEqual(users.slice(0, 1));
  expect(await cost()).toBeLessThanOrEqual(before);
  used.stop();
  expect(await life.scim.store.listUnfinished()).toEqual({ departed: [], changes: [], emptied: [], lifted: [] });
});

describe('a group of more members than one request may change', () => {
  const large = idsOf('large', 10_040);

  async function load(group: string): Promise<void> {
    const memberships = large.map((id) => memberItem({ type: 'Group', id: group, generation: 0 }, { id }));
    const groupsOfThem = large.map((id) => ({ ...memberOfKey(id), life: 1, turn: 1, [groupAttribute(group)]: 0 }));
    const items = [...memberships, ...groupsOfThem];
    const { documentClient: client, tableName } = life.scim.table;
    await putItems(openTable({ client, tableName }), items);
  }

  const ways: [string, (group: string) => Promise<{ status: number }>, string[]][] = [
    ['PUT without members', (group) => request('PUT', `/Groups/${group}`, { displayName: 'Large', members: [] }), []],
    ['PATCH that removes all', (group) => groups.patch(group, { op: 'remove', path: 'members' }), []],
    [
      'PATCH that replaces all',
      (group) => groups.patch(group, { op: 'replace', path: 'members', value: refs(large.slice(0, 2)) }),
      large.slice(0, 2),
    ],
  ];

  wholePlay.each(ways)('is emptied at once by %s, and what is left of it goes behind', async (_, empty, left) => {
    const group = await groups.create();
    await load(group);
    expect((await empty(group)).status).toBeLessThan(300);
    expect(await groups.members(group)).toEqual(left);
    await groups.patch(group, { op: 'add', path: 'members', value: refs(['new', large[5] ?? '']) });
    const expected = [...left, large[5] ?? '', 'new'];
    expect(await groups.members(group)).toEqual(expected);
    expect(await life.scim.recover()).toBe(0);
    expect(await groups.members(group)).toEqual(expected);
    expect(await life.check()).toEqual([]);
    // A deleted group keeps its members, whose items the next one's are put over.
    await groups.patch(group, { op: 'remove', path: 'members' });
    await request('DELETE', `/Groups/${group}`);
    await life.scim.recover();
  });
});
