import { keepImages } from '../../lambdas/events/images.ts';
import { keepFeed, keepHistory } from '../../lambdas/events/keep.ts';
import { keepMembers } from '../../lambdas/events/members.ts';
import { guardDirectory } from '../../lambdas/service/lifecycle/guard.ts';
import { OperatorError } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { restoreGroupTo } from '../../lambdas/service/lifecycle/operator/restore-group-to.ts';
import { restoreTo } from '../../lambdas/service/lifecycle/operator/restore-to.ts';
import { findTouched, undo, type Touched } from '../../lambdas/service/lifecycle/operator/undo.ts';
import type { Undone } from '../../lambdas/service/lifecycle/operator/undo-one.ts';
import { createFeedWriter } from '../../lambdas/store/feed/append-feed.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { consume } from '../support/consumers.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, emptyAtOnce, type TestLife } from '../support/life.ts';
import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';
import { sizes, wholePlay } from '../support/sizes.ts';

/** What one credential destroys is put back by the commands of docs/stolen-token.md, in their order. */

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const MINUTE = 1 / 24 / 60;

let life: TestLife;
let thief: TestScim;
let groups: TestGroups;
beforeEach(async () => {
  life = await createLife({ stream: true, guard: { percent: 10, minimum: 5 } });
  const { scim, now } = life;
  thief = await createScim({ table: scim.table, credentialId: 'stolen', context: { now } });
  groups = testGroups(scim);
});
afterEach(async () => {
  const problems = await life.check();
  if (problems.length > 0) throw new Error(`left behind: ${JSON.stringify(problems)}`);
  await life.scim.drop();
});

/** The functions behind the table's stream. */
async function behind(): Promise<void> {
  const { table } = life.scim;
  const options = { client: table.documentClient, tableName: table.tableName };
  const images = createImageWriter(openTable(options));
  const consumers = [
    keepImages({ images, types: life.operating.types, days: 30 }),
    keepMembers(images, 30),
    keepHistory(createHistoryWriter(options)),
    keepFeed(createFeedWriter(options)),
  ];
  await consume(table, life.now(), ...consumers);
}

/** A UUID for each name: by it alone a POST is the same person. */
const objectIdOf = (name: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`;

const person = (name: string) => ({
  schemas: [USER, ENTERPRISE],
  userName: `${name}@example.com`,
  externalId: objectIdOf(name),
  displayName: name,
  title: 'T',
  emails: [{ type: 'work', value: `${name}@example.com` }],
  [ENTERPRISE]: { department: 'D' },
});

const create = async (name: string): Promise<string> => (await life.scim.createUser(person(name))).body.id;
const must = async (answer: Promise<ScimAnswer>): Promise<ScimAnswer> => {
  const { status, body } = await answer;
  expect({ status: status < 300, body }).toEqual({ status: true, body });
  return answer;
};
const patch = (scim: TestScim, id: string, ...operations: unknown[]) =>
  must(scim.request('PATCH', `/Users/${id}`, patchOf(...operations)));

/** A user as SCIM shows it, without what every write moves. */
async function shown(id: string): Promise<unknown> {
  const { status, body } = await life.scim.request('GET', `/Users/${id}`);
  const { meta: _, ...rest } = body;
  return { status, ...rest };
}

/** What each does to one user. */
const DESTROY: Readonly<Record<string, (id: string, name: string) => Promise<unknown>>> = {
  'PUT of a bare userName': (id, name) =>
    must(thief.request('PUT', `/Users/${id}`, { schemas: [USER], userName: `${name}@example.com` })),
  'PATCH of everything': (id) =>
    patch(
      thief,
      id,
      { op: 'replace', path: 'displayName', value: 'owned' },
      { op: 'remove', path: 'title' },
      { op: 'remove', path: 'emails' },
      { op: 'remove', path: ENTERPRISE },
    ),
  DELETE: (id) => must(thief.request('DELETE', `/Users/${id}`)),
  'DELETE and POST': async (id, name) => {
    await must(thief.request('DELETE', `/Users/${id}`));
    const again = { schemas: [USER], userName: `${name}@example.com`, externalId: objectIdOf(name) };
    expect((await must(thief.request('POST', '/Users', again))).body.id).toBe(id);
  },
  deactivation: (id) => patch(thief, id, { op: 'replace', path: 'active', value: false }),
};

/** The command, as the CLI goes about it. */
async function undoAll(
  since: string,
  { deleteCreated = false, dryRun = false } = {},
): Promise<{ touched: Touched[]; undone: Undone[] }> {
  const touched = new Map<string, Touched>();
  let page = await findTouched(life.operating, { by: 'stolen', since });
  for (;;) {
    for (const each of page.touched) touched.set(each.id, each);
    if (page.next === undefined) break;
    page = await findTouched(life.operating, { by: 'stolen', since, from: page.next });
  }
  const resources = [...touched.values()];
  const { undone, remaining } = await undo(life.operating, { by: 'stolen', since, resources, deleteCreated, dryRun });
  expect(remaining).toEqual([]);
  return { touched: resources, undone: [...undone] };
}

const byResult = (undone: readonly Undone[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(undone, ({ result }) => result)].map(([result, all]) => [result, all.length]));

test('users who are destroyed for an hour are as before, in their groups, and nobody else is touched', async () => {
  const ways = Object.entries(DESTROY);
  const names = Array.from({ length: sizes.stolenUsers }, (_, at) => `p${at}`);
  const ids = await Promise.all(names.map(create));
  const bystander = await create('bystander');
  const group = await groups.create(refs([...ids, bystander]));
  const before = await Promise.all(ids.map(shown));
  await guardDirectory({ ...life.operating, guard: { percent: 10, minimum: 5 }, newId: () => 'x' });
  life.forward(40 * MINUTE);
  // An ordinary change in the hour of the theft does not hide it.
  await patch(life.scim, ids[0]!, { op: 'add', path: 'nickName', value: 'n' });
  before[0] = await shown(ids[0]!);
  life.forward(MINUTE);
  const since = life.now();
  for (const [at, id] of ids.entries()) {
    life.forward((60 / ids.length) * MINUTE);
    await ways[at % ways.length]![1](id, names[at]!);
  }
  const made = (await must(thief.request('POST', '/Users', person('made')))).body.id;
  await behind();
  const { holds } = await life.runJobs();
  expect(holds).toHaveLength(1);
  life.forward(10 * MINUTE);

  // Looking first changes nothing, and says how it would be. Memberships are told of who is there now.
  const shownNow = () => Promise.all([...ids, made].map(shown));
  const damaged = await shownNow();
  const would = (await undoAll(since, { deleteCreated: true, dryRun: true })).undone;
  expect(byResult(would.filter(({ type }) => type === 'User'))).toEqual({ restored: ids.length, deleted: 1 });
  expect(await shownNow()).toEqual(damaged);

  const { touched, undone } = await undoAll(since);
  expect(new Set(touched.map(({ id }) => id)).size).toBe(touched.length);
  // Whoever is back is back in it.
  expect(undone.filter(({ type }) => type === 'Group')).toEqual([{ type: 'Group', id: group, result: 'same' }]);
  expect(byResult(undone.filter(({ type }) => type === 'User'))).toEqual({ restored: ids.length, created: 1 });
  expect(await Promise.all(ids.map(shown))).toEqual(before);
  expect(await groups.members(group)).toEqual([...ids, bystander].toSorted());

  const again = await undoAll(since, { deleteCreated: true });
  expect(byResult(again.undone.filter(({ type }) => type === 'User'))).toEqual({ same: ids.length, deleted: 1 });
  expect((await life.scim.request('GET', `/Users/${made}`)).status).toBe(404);
  expect(
    byResult((await undoAll(since, { deleteCreated: true })).undone.filter(({ type }) => type === 'User')),
  ).toEqual({
    same: ids.length + 1,
  });
});

const members = (...operations: readonly (readonly [op: string, ...ids: string[]])[]) =>
  patchOf(...operations.map(([op, ...ids]) => ({ op, path: 'members', ...(ids.length > 0 && { value: refs(ids) }) })));

/** What each does to a group of [a, b, c, d], where x is somebody else; who is in it in the end. */
const EMPTY: Readonly<Record<string, (id: string, ids: Record<'a' | 'b' | 'x', string>) => Promise<unknown>>> = {
  'PATCH of single members': async (id, { a, b, x }) => {
    await must(thief.request('PATCH', `/Groups/${id}`, members(['remove', a, b])));
    await must(thief.request('PATCH', `/Groups/${id}`, members(['add', x, b], ['remove', b])));
  },
  'PATCH of all': (id) => must(thief.request('PATCH', `/Groups/${id}`, members(['remove']))),
  'PUT of other members, and a name': (id, { x }) =>
    must(thief.request('PUT', `/Groups/${id}`, { displayName: 'owned', members: refs([x]) })),
  'all at once, as where there are 10,000': async (id, { a, x }) => {
    await emptyAtOnce(life, id, 'stolen', [a]);
    await must(thief.request('PATCH', `/Groups/${id}`, members(['add', x], ['remove', a])));
  },
  'single members, and a DELETE': async (id, { a, b, x }) => {
    await must(thief.request('PATCH', `/Groups/${id}`, members(['remove', a, b], ['add', x])));
    await must(thief.request('DELETE', `/Groups/${id}`));
  },
  'a DELETE of its members': async (_, { a, b }) => {
    await must(thief.request('DELETE', `/Users/${a}`));
    await must(thief.request('DELETE', `/Users/${b}`));
  },
};

async function membersAreAsBefore(_: string, empty: (typeof EMPTY)[string]): Promise<void> {
  const names = ['a', 'b', 'c', 'd', 'x', 'late'] as const;
  const [a, b, c, d, x, late] = await Promise.all(names.map(create));
  const inner = await groups.create([], 'inner');
  const group = await groups.create(refs([a!, b!, c!, d!, inner]), 'outer');
  const all = [a!, b!, c!, d!, inner].toSorted();
  life.forward(60 * MINUTE);
  const since = life.now();
  await empty(group, { a: a!, b: b!, x: x! });
  life.forward(MINUTE);
  // What others do behind it stays: somebody comes, and one of them is no member any more.
  const isThere = (await life.scim.request('GET', `/Groups/${group}`)).status === 200;
  const others = isThere ? [members(['add', late!, d!]), members(['remove', d!])] : [];
  for (const body of others) await must(life.scim.request('PATCH', `/Groups/${group}`, body));
  await life.scim.recover();
  await behind();
  const would = (await undoAll(since, { dryRun: true })).undone.find(({ id }) => id === group);
  const before = (await undoAll(since)).undone.filter(({ id }) => id === group);
  expect(before).toMatchObject([{ type: 'Group', id: group, result: expect.stringMatching(/restored|same/) }]);
  expect(would).toMatchObject({ type: 'Group', result: expect.stringMatching(/restored|same/) });
  const expected = isThere ? [...all.filter((id) => id !== d), late!].toSorted() : all;
  expect(await groups.members(group)).toEqual(expected);
  expect(await life.scim.request('GET', `/Groups/${group}`)).toMatchObject({ body: { displayName: 'outer' } });
  await behind();
  expect(byResult((await undoAll(since)).undone)).toEqual({ same: expect.any(Number) });
  expect(await groups.members(group)).toEqual(expected);
  await life.scim.recover();
  expect(await life.check()).toEqual([]);
}

const [first, ...others] = Object.entries(EMPTY);
test.each([first!])('the members of a group are as before %s', membersAreAsBefore);
wholePlay.each(others)('so they are after %s', membersAreAsBefore);

test('what others changed behind it stays, and a name that is in use is told', async () => {
  const [kept, taken, left] = [await create('kept'), await create('taken'), await create('left')];
  life.forward(60 * MINUTE);
  const since = life.now();
  for (const [id, name] of [
    [kept, 'kept'],
    [left, 'left'],
  ] as const)
    await DESTROY['PUT of a bare userName']!(id, name);
  await DESTROY['DELETE']!(taken, 'taken');
  life.forward(MINUTE);
  await patch(life.scim, kept, { op: 'add', path: 'title', value: 'new' });
  await patch(life.scim, kept, { op: 'add', path: `${ENTERPRISE}:division`, value: 'new' });
  await must(life.scim.request('DELETE', `/Users/${left}`));
  const other = (await must(life.scim.createUser({ ...person('other'), userName: 'taken@example.com' }))).body.id;
  await behind();
  const { undone } = await undoAll(since);
  expect(undone.find(({ id }) => id === taken)).toMatchObject({
    result: 'failed',
    reason: expect.stringMatching(new RegExp(`userName "taken@example.com" .*taken by ${other}`)),
  });
  expect(undone.find(({ id }) => id === left)).toMatchObject({
    result: 'failed',
    reason: expect.stringContaining('was deleted behind that by test'),
  });
  expect(await shown(kept)).toMatchObject({
    title: 'new',
    displayName: 'kept',
    [ENTERPRISE]: { department: 'D', division: 'new' },
  });
});

test('one user is what it was at a time; a dry run says what that would change', async () => {
  const id = await create('anna');
  const first = await shown(id);
  life.forward(2 / 24);
  await behind();
  const to = life.now();
  await expect(restoreTo(life.operating, { user: id, to })).rejects.toThrow('has not changed since');
  await expect(restoreTo(life.operating, { user: id, to: 'yesterday' })).rejects.toThrow(OperatorError);
  life.forward(1 / 24);
  await patch(life.scim, id, { op: 'replace', path: 'title', value: '2' });
  const second = await shown(id);
  life.forward(1 / 24);
  await must(life.scim.request('DELETE', `/Users/${id}`));
  await behind();
  const dry = await restoreTo(life.operating, { user: id, to, dryRun: true });
  expect(dry).toMatchObject({ changed: ['title', 'state'], by: 'test', isEarlier: false, done: false });
  expect(await shown(id)).toMatchObject({ status: '404' });
  const later = new Date(Date.parse(life.now()) - 30 * 60_000).toISOString();
  expect(await restoreTo(life.operating, { user: id, to: later })).toMatchObject({ changed: ['state'], done: true });
  expect(await shown(id)).toEqual(second);
  expect(await restoreTo(life.operating, { user: 'anna@example.com', to })).toMatchObject({ changed: ['title'] });
  expect(await shown(id)).toEqual(first);
  const before = '2020-01-01';
  expect(await restoreTo(life.operating, { user: id, to: before })).toMatchObject({ changed: [] });
});

test('one group is what it was at a time, members included; a dry run says what that would change', async () => {
  const [a, b, c] = [await create('a'), await create('b'), await create('c')];
  const inner = await groups.create(refs([c]), 'inner');
  const group = await groups.create(refs([a, b, inner]), 'outer');
  life.forward(2 / 24);
  const to = life.now();
  await expect(restoreGroupTo(life.operating, { group, to })).rejects.toThrow('has not changed since');
  await expect(restoreGroupTo(life.operating, { group: 'x', to })).rejects.toThrow('there is no group x');
  await expect(restoreGroupTo(life.operating, { group, to: '2020-01-01' })).rejects.toThrow('the last 30 days');
  await must(life.scim.request('PATCH', `/Groups/${group}`, members(['remove', a, inner], ['add', c])));
  life.forward(MINUTE);
  const between = life.now();
  await must(life.scim.request('PUT', `/Groups/${group}`, { displayName: 'renamed' }));
  await must(life.scim.request('DELETE', `/Groups/${group}`));
  // Who is not there any more stays away, and comes back to its groups by a restore of its own.
  await must(life.scim.request('DELETE', `/Users/${b}`));
  await behind();
  const dry = await restoreGroupTo(life.operating, { group, to, dryRun: true });
  expect(dry).toMatchObject({ changed: ['displayName', 'state'], joined: 2, removed: 0, left: 0, done: false });
  expect((await life.scim.request('GET', `/Groups/${group}`)).status).toBe(404);
  expect(await restoreGroupTo(life.operating, { group, to: between })).toMatchObject({ joined: 1, done: true });
  expect(await groups.members(group)).toEqual([c]);
  await behind();
  expect(await restoreGroupTo(life.operating, { group, to })).toMatchObject({ joined: 2, removed: 1, changed: [] });
  expect(await groups.members(group)).toEqual([a, inner].toSorted());
  await behind();
  expect(await restoreGroupTo(life.operating, { group, to })).toMatchObject({ joined: 0, removed: 0, changed: [] });
  // A group that has come to contain this one meanwhile.
  await must(life.scim.request('PATCH', `/Groups/${group}`, members(['remove', inner])));
  await must(life.scim.request('PATCH', `/Groups/${inner}`, members(['add', group])));
  await behind();
  await expect(restoreGroupTo(life.operating, { group, to })).rejects.toThrow(/would contain itself/);
});
