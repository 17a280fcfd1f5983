import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { patchOf, refs, testGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';

/** Every write says who made it, in place of who made the one before; no answer does. */

let life: TestLife;
beforeAll(async () => {
  life = await createLife();
});
afterAll(() => life.scim.drop());

async function authorOf(type: 'User' | 'Group', id: string) {
  const { by, requestId } = (await life.scim.store.get(type, id)) ?? {};
  return { by, requestId };
}
const client = { by: 'test', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string };
const operator = { by: 'operator', requestId: undefined };

test('what a client creates and changes is its own, and no answer says so', async () => {
  const { scim } = life;
  const { id } = (await scim.createUser()).body;
  const created = await authorOf('User', id);
  expect(created).toEqual(client);
  await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Boss' }));
  const changed = await authorOf('User', id);
  expect(changed).toEqual(client);
  expect(changed.requestId).not.toBe(created.requestId);
  expect(JSON.stringify((await scim.request('GET', `/Users/${id}`)).body)).not.toContain(changed.requestId);
});

test('what an operator and the purge do is theirs, and nothing of the client before is left', async () => {
  const { scim, operating } = life;
  const { id } = (await scim.createUser()).body;
  await commandUser(operating, 'hold', id, 'court');
  expect(await authorOf('User', id)).toEqual(operator);
  await commandUser(operating, 'lift', id);
  await scim.request('DELETE', `/Users/${id}`);
  expect(await authorOf('User', id)).toEqual(client);
  life.forward(31);
  await life.runJobs();
  expect(await authorOf('User', id)).toEqual({ by: 'purge', requestId: undefined });
});

test('a group that only members come to, or leave because they are gone, is by whoever did it', async () => {
  const { scim, operating } = life;
  const groups = testGroups(scim);
  const [first = '', second = ''] = await groups.users(2);
  const group = await groups.create(refs([first]));
  const created = await authorOf('Group', group);
  await groups.patch(group, { op: 'add', path: 'members', value: refs([second]) });
  const changed = await authorOf('Group', group);
  expect(changed).toEqual(client);
  expect(changed).not.toEqual(created);
  await commandUser(operating, 'erase', first);
  expect(await authorOf('Group', group)).toEqual(operator);
  await scim.request('DELETE', `/Users/${second}`);
  expect(await authorOf('Group', group)).toEqual(client);
  await commandUser(operating, 'restore', second);
  expect(await authorOf('Group', group)).toEqual(operator);
});
