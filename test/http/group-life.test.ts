import { OperatorError } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { listDeletedGroups, restoreGroup } from '../../lambdas/service/lifecycle/operator/groups.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import type { ScimAnswer } from '../support/scim.ts';
import { createDirectory } from './test-directory.ts';

let life: TestLife;
let groups: TestGroups;
beforeAll(async () => {
  life = await createLife();
  groups = testGroups(life.scim);
});
afterEach(async () => {
  const problems = await life.check();
  if (problems.length > 0) throw new Error(`left behind: ${JSON.stringify(problems)}`);
});
afterAll(() => life.scim.drop());

const request = (method: string, url: string, body?: unknown): Promise<ScimAnswer> =>
  life.scim.request(method, url, body);
const remove = async (id: string): Promise<void> =>
  expect(await request('DELETE', `/Groups/${id}`)).toMatchObject({ status: 204 });
const restore = (id: string) => restoreGroup(life.operating, id);
const refusal = async (id: string): Promise<string> => {
  const error: unknown = await restore(id).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OperatorError);
  return error instanceof OperatorError ? error.message : '';
};
const groupsOf = async (user: string): Promise<string[]> =>
  (((await request('GET', `/Users/${user}?attributes=groups`)).body['groups'] ?? []) as { value: string }[]).map(
    ({ value }) => value,
  );
const totalOf = async (url: string, filter: string): Promise<number | undefined> =>
  (await request('GET', `${url}?filter=${encodeURIComponent(filter)}`)).body.totalResults;

test('a deleted group is seen by nobody, and comes back with its id, its members and its place', async () => {
  const [anna = '', berta = '', carla = ''] = await groups.users(3);
  const parent = await groups.create();
  const id = await groups.create(refs([anna, berta, carla]), 'Staff');
  await groups.patch(parent, { op: 'add', path: 'members', value: refs([id]) });
  await remove(id);

  for (const method of ['GET', 'DELETE']) {
    const { status, body } = await request(method, `/Groups/${id}`);
    expect([status, body.detail]).toEqual([404, expect.stringContaining('scim group restore')]);
  }
  expect(await groups.patch(id, { op: 'add', path: 'members', value: refs([anna]) })).toMatchObject({ status: 404 });
  expect(await groups.members(parent)).toEqual([]);
  expect(await groupsOf(anna)).toEqual([]);
  expect(await totalOf('/Groups', 'displayName eq "Staff"')).toBe(0);
  expect(await totalOf('/Groups', `members eq "${anna}"`)).toBe(0);
  expect(await totalOf('/Groups', `id eq "${id}" and members eq "${anna}"`)).toBe(0);
  expect(await totalOf('/Users', `groups.value eq "${id}"`)).toBe(0);
  const listed = (await createDirectory(life.scim).get('/groups')).body.groups;
  expect(listed.map((group) => group.id)).toEqual([parent]);
  expect(await listDeletedGroups(life.operating)).toMatchObject([{ id, displayName: 'Staff' }]);

  // One leaves for good meanwhile, and one comes back.
  await request('DELETE', `/Users/${berta}`);
  await request('DELETE', `/Users/${carla}`);
  await commandUser(life.operating, 'restore', carla);
  expect(await restore(id)).toMatchObject({ id, displayName: 'Staff', restoredAt: expect.any(String) });
  expect(await groups.members(id)).toEqual([anna, carla].toSorted());
  expect(await groups.members(parent)).toEqual([id]);
  expect((await groupsOf(anna)).toSorted()).toEqual([id, parent].toSorted());
  expect(await listDeletedGroups(life.operating)).toEqual([]);
  expect(await refusal(id)).toBe(`group ${id} is not deleted`);
  await commandUser(life.operating, 'restore', berta);
  expect(await groups.members(id)).toContain(berta);
  await remove(parent);
});

test('a DELETE frees the name: a POST makes another group, and whoever has the name is told', async () => {
  const id = await groups.create([], 'Sales');
  await remove(id);
  const other = await groups.create([], 'sales');
  expect(other).not.toBe(id);
  expect(await refusal(id)).toBe(
    `group ${id} cannot be restored: displayName "sales" is taken by ${other}; rename or delete that one first`,
  );
  await remove(other);
  await restore(id);
  expect(await refusal(other)).toContain(`is taken by ${id}`);
  expect(await refusal('nobody')).toContain('there is no deleted group nobody');
});

test('a group does not come back into a group that is in it by now', async () => {
  const outer = await groups.create();
  const inner = await groups.create([{ value: outer }]);
  const id = await groups.create(refs([inner]));
  await remove(id);
  // Nobody sees that this one was to be in the deleted one.
  const parent = await groups.create();
  await restore(id);
  await groups.patch(parent, { op: 'add', path: 'members', value: refs([id]) });
  await remove(id);
  await groups.patch(outer, { op: 'add', path: 'members', value: refs([parent]) });
  expect(await refusal(id)).toContain(`its member ${inner} contains a group that it was in`);
  await groups.patch(outer, { op: 'remove', path: 'members', value: refs([parent]) });
  await restore(id);
  expect(await groups.members(parent)).toEqual([id]);
});

test('after the retention nothing is left of it', async () => {
  const [anna = ''] = await groups.users(1);
  const id = await groups.create(refs([anna]));
  await remove(id);
  life.forward(29.9);
  await life.runJobs();
  expect((await listDeletedGroups(life.operating)).map((group) => group.id)).toContain(id);
  life.forward(0.2);
  await life.runJobs();
  expect(await refusal(id)).toContain(`there is no deleted group ${id}`);
  expect(await life.scim.store.get('Group', id)).toBeUndefined();
  expect(await life.scim.recover()).toBe(0);
  const { memberOf } = await life.scim.store.getWithGroups('User', anna, undefined);
  expect(memberOf.groups.has(id)).toBe(false);
});

test('one that is deleted while its members change in a large change comes back with the change', async () => {
  const ids = Array.from({ length: 120 }, (_, at) => `member-${String(at).padStart(3, '0')}`);
  const id = await groups.create(refs(ids.slice(0, 10)));
  await groups.patch(id, { op: 'add', path: 'members', value: refs(ids) });
  await remove(id);
  expect(await life.scim.recover()).toBe(0);
  await restore(id);
  expect(await groups.members(id)).toEqual(ids);
});
