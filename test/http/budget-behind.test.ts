import { createHour } from '../../lambdas/handlers/composition/hour.ts';
import { createStore } from '../../lambdas/handlers/composition/store.ts';
import { UNITS } from '../../tools/cost/units.ts';
import { meter } from '../../tools/dynamodb-local/meter.ts';
import { keepMembers } from '../../lambdas/events/members.ts';
import { keepSearch } from '../../lambdas/events/keep-search.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { refs, testGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';

/** What is not a request of a client costs exactly this much. */

let life: TestLife;
let used: ReturnType<typeof meter>;
beforeAll(async () => {
  life = await createLife();
  // By which an erasure finds what was refused.
  await makeSecrets({ client: life.scim.table.documentClient, tableName: life.scim.table.tableName });
  used = meter(life.scim.table.documentClient);
});
afterAll(() => life.scim.drop());

const person = (name: string) => ({
  userName: `${name}@example.com`,
  externalId: name,
  displayName: name,
  emails: [{ type: 'work', value: `${name}@example.com` }],
});

async function spent(work: () => Promise<unknown>) {
  used.reset();
  await work();
  const { wru, rru } = used;
  return { wru, rru };
}

test('a page of 100 users for the product, and with their groups', async () => {
  const users = await Promise.all(
    Array.from({ length: 100 }, async (_, at) => (await life.scim.createUser(person(`p${at}`))).body.id),
  );
  await testGroups(life.scim).create(refs(users.slice(0, 40)));
  const directory = createDirectory(life.scim);
  const read = (url: string) => spent(async () => expect((await directory.get(url)).body.users).toHaveLength(100));
  await read('/users');
  // The counters and the end of the feed 1 each, the listing 1.5, and each user half.
  expect(await read('/users')).toEqual(UNITS.directoryPage);
  // The groups of each take 1 RRU, their one group 1, and 1 tells that no large change is under way.
  expect(await read('/users?groups=true')).toEqual({ wru: 0, rru: 155.5 });
});

/** What the stream makes of these users, for the search. */
async function follow(ids: readonly string[]): Promise<void> {
  const stored = await life.scim.store.getMany('User', ids);
  await keepSearch(tenantResourceTypes([]), life.scim.store).renew(stored);
}

test('a search of the product', async () => {
  const people = await Promise.all(
    ['quinn', 'quincy'].map(async (name) => (await life.scim.createUser(person(name))).body.id),
  );
  // The userName, which is the address, and the display name of each.
  expect(await spent(() => follow(people))).toEqual(UNITS.searchOfTwo);
  const directory = createDirectory(life.scim);
  const read = (url: string) => spent(async () => expect((await directory.get(url)).body.users).toHaveLength(2));
  await read('/users?search=quin');
  // The entries half, each of the two half, and the end of the feed 1.
  expect(await read('/users?search=quin')).toEqual({ wru: 0, rru: 2.5 });
});

/** Whoever is deleted, and due for the purge. */
async function leave(name: string): Promise<void> {
  const { id } = (await life.scim.createUser(person(name))).body;
  await testGroups(life.scim).create(refs([id]));
  await follow([id]);
  await life.scim.request('DELETE', `/Users/${id}`);
}

test('members that come and go, and what the stream makes of it', async () => {
  const groups = testGroups(life.scim);
  const members = await groups.users(10);
  const group = await groups.create();
  const change = (op: string, ids: readonly string[]) =>
    spent(() => groups.patch(group, { op, path: 'members', value: refs(ids) }));
  // 4 for each, and the group twice 1: its item names those who moved, and is still below 1 KB.
  expect(await change('add', members)).toMatchObject({ wru: 42 });
  expect(await change('remove', members)).toMatchObject({ wru: 42 });
  const stored = (await life.scim.store.get('Group', group))!;
  const told = members.map((id, at) => {
    const after = { ...stored, version: stored.version + at + 1 };
    return {
      change: { at: life.now(), before: { ...after, version: after.version - 1 }, after, moved: { add: [id] } },
    };
  });
  const { documentClient: client, tableName } = life.scim.table;
  const consume = keepMembers(createImageWriter(openTable({ client, tableName })), 30);
  // What comes together is one item.
  expect(await spent(() => consume(told, life.now()))).toEqual({ wru: 2, rru: 0 });
  expect(await spent(() => consume(told.slice(0, 1), life.now()))).toEqual(UNITS.membersChange);
});

/** The guard looks first, then the purge, then what is unfinished. */
test('an hourly run that finds nobody', async () => {
  await life.runJobs();
  expect(await spent(() => life.runJobs())).toEqual(UNITS.purgeOfNobody);
});

// The doctor reads the record of the traffic, day by day; 1 WRU is the heartbeat.
test('an hour that is told where nobody has come yet', async () => {
  const { documentClient: client, tableName } = life.scim.table;
  const table = { client, tableName };
  const tell = createHour('acme', table, createStore(table));
  const report = (await life.runJobs()).report;
  await tell(report);
  expect(await spent(() => tell(report))).toEqual(UNITS.toldHour);
});

// What the user was searched by is 2 of it, and that somebody with this userName and this externalId was
// erased 2 more; 5 RRU look for who names it by something else than the id, and 3 for what was refused about
// it, by a key that is read once.
test('an hourly run that erases a user who was in a group', async () => {
  await leave('leaver');
  await life.runJobs();
  life.forward(31);
  expect(await spent(async () => expect((await life.runJobs()).report.purged).toBe(1))).toEqual(UNITS.purgeOfOne);
});

test('an hourly run that removes a deleted group of two members for good', async () => {
  const members = await testGroups(life.scim).users(2);
  const id = await testGroups(life.scim).create(refs(members));
  await life.scim.request('DELETE', `/Groups/${id}`);
  await life.runJobs();
  life.forward(31);
  // The group, its mark and the groups it was in, twice 1 each; 1 for the due index; 2 for each member,
  // and 1 for the mark when that is done. The guard writes how many groups there are, and reads what was lost.
  expect(await spent(async () => expect((await life.runJobs()).report.purged).toBe(1))).toEqual({ wru: 13, rru: 17 });
});

describe('what the product looks up, and who is in a group', () => {
  let ids: Readonly<Record<'anna' | 'one' | 'small' | 'outer' | 'large', string>>;
  let directory: TestDirectory;
  beforeAll(async () => {
    const anna = (await life.scim.createUser({ ...person('anna'), userName: 'anna.b@example.com' })).body.id;
    const groups = testGroups(life.scim);
    const members = [anna, ...(await groups.users(120))];
    const [small, one] = [await groups.create(refs(members.slice(0, 3))), await groups.create(refs([anna]), 'One')];
    const [outer, large] = [await groups.create(refs([small])), await groups.create(refs(members))];
    ids = { anna, one, small, outer, large };
    await life.scim.recover();
    directory = createDirectory(life.scim);
    await directory.get('/users?limit=1');
  });

  test.each<[string, (id: typeof ids) => string, object]>([
    ['by id', ({ anna }) => `/users?id=${anna},nobody`, { trips: 1, wru: 0, rru: 2 }],
    // The claim on the userName, those who had it and are deleted, and the user.
    ['by userName', () => '/users?userName=ANNA.B@example.com', { trips: 2, wru: 0, rru: 3 }],
    ['by userName, nobody', () => '/users?userName=nobody', { trips: 1, wru: 0, rru: 2 }],
    ['by externalId', () => '/users?externalId=anna', { trips: 2, wru: 0, rru: 2 }],
    ['by an address', () => '/users?email=anna@example.com', { trips: 2, wru: 0, rru: 3 }],
    ['a group by id', ({ one }) => `/groups?id=${one}`, { trips: 1, wru: 0, rru: 1 }],
    ['a group by name', () => '/groups?name=one', { trips: 2, wru: 0, rru: 2 }],
    // The counters 1, the listing and each of the groups half.
    ['a page of seven groups', () => '/groups', { trips: 2, wru: 0, rru: 5 }],
    ['one group', ({ one }) => `/groups/${one}`, { trips: 1, wru: 0, rru: 1 }],
    [
      'one group, with how many are in it, of 121',
      ({ large }) => `/groups/${large}?memberCount=true`,
      { trips: 2, wru: 0, rru: 7 },
    ],
    // The group, that nobody is just leaving, and 102 members.
    ['a page of members', ({ large }) => `/groups/${large}/members`, { trips: 2, wru: 0, rru: 6 }],
    [
      'the same, flattened, of a group without others in it',
      ({ small }) => `/groups/${small}/members?nested=true`,
      { trips: 2, wru: 0, rru: 3 },
    ],
    [
      'flattened, a group of three in a group',
      ({ outer }) => `/groups/${outer}/members?nested=true`,
      { trips: 12, wru: 0, rru: 21 },
    ],
    ['the groups of one user', ({ anna }) => `/users/${anna}/groups`, { trips: 4, wru: 0, rru: 6 }],
  ])('%s', async (_name, url, budget) => {
    used.reset();
    expect((await directory.get(url(ids))).status).toBe(200);
    const { trips, wru, rru } = used;
    expect({ trips, wru, rru }).toEqual(budget);
  });
});
