import { keepImages } from '../../lambdas/events/images.ts';
import { keepFeed, keepHistory } from '../../lambdas/events/keep.ts';
import { guardDirectory } from '../../lambdas/service/lifecycle/guard.ts';
import { OperatorError } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { restoreTo } from '../../lambdas/service/lifecycle/operator/restore-to.ts';
import { findTouched, undo, type Touched, type Undone } from '../../lambdas/service/lifecycle/operator/undo.ts';
import { createFeedWriter } from '../../lambdas/store/feed/append-feed.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { consume } from '../support/consumers.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';

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
async function undoAll(since: string, deleteCreated = false): Promise<{ touched: Touched[]; undone: Undone[] }> {
  const touched = new Map<string, Touched>();
  let page = await findTouched(life.operating, { by: 'stolen', since });
  for (;;) {
    for (const each of page.touched) touched.set(each.id, each);
    if (page.next === undefined) break;
    page = await findTouched(life.operating, { by: 'stolen', since, from: page.next });
  }
  const resources = [...touched.values()];
  const { undone, remaining } = await undo(life.operating, { by: 'stolen', since, resources, deleteCreated });
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

  const { touched, undone } = await undoAll(since);
  expect(new Set(touched.map(({ id }) => id)).size).toBe(touched.length);
  expect(undone.filter(({ type }) => type === 'Group')).toEqual([{ type: 'Group', id: group, result: 'members' }]);
  expect(byResult(undone.filter(({ type }) => type === 'User'))).toEqual({ restored: ids.length, created: 1 });
  expect(await Promise.all(ids.map(shown))).toEqual(before);
  expect(await groups.members(group)).toEqual([...ids, bystander].toSorted());

  const again = await undoAll(since, true);
  expect(byResult(again.undone.filter(({ type }) => type === 'User'))).toEqual({ same: ids.length, deleted: 1 });
  expect((await life.scim.request('GET', `/Users/${made}`)).status).toBe(404);
  expect(byResult((await undoAll(since, true)).undone.filter(({ type }) => type === 'User'))).toEqual({
    same: ids.length + 1,
  });
});

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
