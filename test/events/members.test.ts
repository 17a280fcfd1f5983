import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keepMembers } from '../../lambdas/events/members.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import type { MembersMoved } from '../../lambdas/store/ports/images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { consume } from '../support/consumers.ts';
import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, emptyAtOnce, type TestLife } from '../support/life.ts';

/** What is written down, from the stream, of what happened to the members of groups. */

let life: TestLife;
let groups: TestGroups;
beforeAll(async () => {
  life = await createLife({ stream: true });
  groups = testGroups(life.scim);
});
afterAll(() => life.scim.drop());

const table = () => {
  const { documentClient: client, tableName } = life.scim.table;
  return openTable({ client, tableName });
};
const behind = () => consume(life.scim.table, life.now(), keepMembers(createImageWriter(table()), 30));

async function itemOf(group: string): Promise<object> {
  const { documentClient, tableName } = life.scim.table;
  const Key = { pk: `GROUP#${group}`, sk: 'GROUP' };
  return (await documentClient.send(new GetCommand({ TableName: tableName, Key }))).Item ?? {};
}

type Told = Pick<MembersMoved, 'add' | 'remove' | 'all' | 'by'>;
async function moved(group: string, from = '0'): Promise<Told[]> {
  await behind();
  const found = await life.scim.store.membersMoved('Group', group, from);
  const sorted = (ids: readonly string[]) => ids.toSorted();
  return found.map(({ add, remove, all, by }) => ({
    add: sorted(add),
    remove: sorted(remove),
    ...(all && { all: sorted(all) }),
    ...(by !== undefined && { by }),
  }));
}
const told = (add: readonly string[], remove: readonly string[], by: string | undefined = 'test'): Told => ({
  add: add.toSorted(),
  remove: remove.toSorted(),
  ...(by !== undefined && { by }),
});
const change = (op: string, ids: readonly string[]) => ({ op, path: 'members', value: refs(ids) });

test('who came and who went by each request, and by whom; what a request left as it was is nothing', async () => {
  const [a = '', b = '', c = ''] = await groups.users(3);
  const group = await groups.create(refs([a]));
  await groups.patch(group, change('add', [a, b]));
  await groups.patch(group, { op: 'replace', path: 'displayName', value: 'renamed' });
  await groups.patch(group, change('remove', [a]), change('add', [c]));
  await groups.patch(group, change('replace', [a]));
  const expected = [told([b], []), told([c], [a]), told([a], [b, c])];
  expect(await moved(group)).toEqual(expected);
  // The stream is told again from its beginning.
  expect(await moved(group)).toEqual(expected);
  const from = life.now();
  await groups.patch(group, change('remove', [a]));
  expect(await moved(group, from)).toEqual([told([], [a])]);
});

test('who left by being deleted, and came back; also in a deleted group, of which nobody is told', async () => {
  const [a = ''] = await groups.users(1);
  const group = await groups.create(refs([a]));
  await life.scim.request('DELETE', `/Groups/${group}`);
  await life.scim.request('DELETE', `/Users/${a}`);
  await commandUser(life.operating, 'restore', a);
  expect(await moved(group)).toEqual([told([], [a]), told([a], [], 'operator')]);
});

test('whom a client names, and who is nobody here, is not written down', async () => {
  const group = await groups.create();
  await groups.patch(group, change('add', ['anna@example.com']));
  await groups.patch(group, change('remove', ['anna@example.com']));
  expect(await moved(group)).toEqual([]);
  expect(await itemOf(group)).not.toHaveProperty('moved');
});

test('a change of many is told by its parts, and what is laid over it is another', async () => {
  const many = await groups.users(60);
  const [first = ''] = many;
  const group = await groups.create();
  await groups.patch(group, change('add', many));
  await groups.patch(group, change('remove', [first]));
  await life.scim.recover();
  expect(await moved(group)).toEqual([told(many, []), told([], [first])]);
});

test.each(['before', 'behind'])('all who were in a group that is emptied, %s their items go', async (when) => {
  const [a = '', b = '', c = '', d = ''] = await groups.users(4);
  const group = await groups.create(refs([a, b, c]));
  await emptyAtOnce(life, group, 'thief', [b]);
  // Whose items are there again.
  await groups.patch(group, change('add', [c, d]));
  if (when === 'behind') expect(await life.scim.recover()).toBe(0);
  const all = [a, b, c].toSorted();
  expect(await moved(group)).toEqual([{ ...told([b], [], 'thief'), all }, told([c, d], [])]);
  expect(await groups.members(group)).toEqual([b, c, d].toSorted());
  // Another time, before what is left of the first is gone.
  await emptyAtOnce(life, group, 'thief');
  await life.scim.recover();
  expect((await moved(group)).map((each) => each.all)).toEqual([all, undefined, [b, c, d].toSorted()]);
});

test('nothing is kept of the members of a group that is gone for good', async () => {
  const group = await groups.create(refs(await groups.users(2)));
  await life.scim.request('DELETE', `/Groups/${group}`);
  await life.runJobs();
  life.forward(31);
  await life.runJobs();
  expect(await life.scim.store.get('Group', group)).toBeUndefined();
  expect(await moved(group)).toEqual([]);
  expect(await life.check()).toEqual([]);
});

test('the next write of a group takes the place of what the last one said', async () => {
  const group = await groups.create();
  await groups.patch(group, change('add', await groups.users(2)));
  expect(await itemOf(group)).toHaveProperty('moved.add');
  await groups.patch(group, { op: 'replace', path: 'displayName', value: 'other' });
  expect(await itemOf(group)).not.toHaveProperty('moved');
  await groups.patch(group, change('add', await groups.users(1)));
  await groups.patch(group, change('add', ['nobody']));
  expect(await itemOf(group)).not.toHaveProperty('moved');
});
