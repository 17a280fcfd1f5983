import { randomUUID } from 'node:crypto';
import { applyEvent } from '../../lambdas/service/lifecycle/apply-event.ts';
import { putBack } from '../../lambdas/service/lifecycle/operator/put-back.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { userType } from '../../lambdas/tenant/resource-types.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let life: TestLife;
let groups: TestGroups;
beforeEach(async () => {
  life = await createLife();
  groups = testGroups(life.scim);
});
afterEach(async () => {
  const problems = await life.check();
  if (problems.length > 0) throw new Error(`left behind: ${JSON.stringify(problems)}`);
  await life.scim.drop();
});

const create = async (attributes: Record<string, unknown> = {}) =>
  (await life.scim.createUser({ externalId: randomUUID(), ...attributes })).body;
const managedBy = (value: string) => ({ [ENTERPRISE]: { manager: { value }, department: 'd' } });
const enterpriseOf = async (id: string) => (await life.scim.request('GET', `/Users/${id}`)).body[ENTERPRISE];
const remove = (id: string) => life.scim.request('DELETE', `/Users/${id}`);
const command = (name: Parameters<typeof commandUser>[1], id: string) => commandUser(life.operating, name, id);

describe('who is named by something else than the id', () => {
  test.each<[string, (boss: Awaited<ReturnType<typeof create>>) => string]>([
    ['userName', ({ userName }) => userName],
    ['userName, in small letters', ({ userName }) => userName.toLowerCase()],
    ['externalId', (boss) => String(boss['externalId'])],
    ['e-mail address', (boss) => String((boss['emails'] as { value: string }[])[0]?.value)],
  ])('is not any more after the erasure: %s', async (_, nameOf) => {
    const emails = [{ type: 'work', value: `${randomUUID()}@example.com` }];
    const boss = await create({ userName: `Boss-${randomUUID()}`, emails });
    const report = await create(managedBy(nameOf(boss)));
    const other = await create();
    const group = await groups.create(refs([nameOf(boss), other.id]));
    await remove(boss.id);
    life.forward(31);
    expect((await life.runJobs()).report.purged).toBe(1);
    expect(await groups.members(group)).toEqual([other.id]);
    expect(await enterpriseOf(report.id)).toEqual({ department: 'd' });
  });

  test('still is where the name belongs to somebody else by now', async () => {
    const { id, userName } = await create();
    const [report, group] = [await create(managedBy(userName)), await groups.create(refs([userName]))];
    await remove(id);
    const heir = await create({ userName });
    await command('erase', id);
    expect(await groups.members(group)).toEqual([userName]);
    expect(await enterpriseOf(report.id)).toEqual({ department: 'd', manager: { value: userName } });
    await command('erase', heir.id);
    expect(await groups.members(group)).toEqual([]);
    expect(await enterpriseOf(report.id)).toEqual({ department: 'd' });
  });

  test('stays named where nobody is erased: the erasure is refused', async () => {
    const { id, userName } = await create();
    const report = await create(managedBy(userName));
    await commandUser(life.operating, 'hold', id, 'case 7');
    await expect(command('erase', id)).rejects.toThrow(/on legal hold/);
    expect(await enterpriseOf(report.id)).toEqual({ department: 'd', manager: { value: userName } });
  });
});

describe('who comes back names nobody who was erased meanwhile', () => {
  const undo = (id: string) => applyEvent(life.operating, userType, id, () => ({ kind: 'undo', since: '2' }));

  /** Makes somebody who was deleted what was there before. */
  const backTo = async (id: string) => {
    const { deletedAt: _, softDeletedAt: __, ...before } = (await life.scim.store.get('User', id)) ?? ({} as never);
    return putBack(life.operating, userType, id, { image: { at: '2026-11-01T00:00:00.000Z', before } });
  };

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['a look back', backTo],
    ['a restore', async (id) => command('restore', id)],
    ['the decision about a hold', undo],
  ])('by %s', async (_, comeBack) => {
    const [boss, living] = [await create(), await create()];
    const [report, other] = [await create(managedBy(boss.id)), await create(managedBy(living.id))];
    await command('erase', boss.id);
    // A client may go on to name who is no more.
    const named = patchOf({ op: 'add', value: managedBy(boss.id) });
    expect((await life.scim.request('PATCH', `/Users/${report.id}`, named)).status).toBe(200);
    for (const { id } of [report, other]) {
      await remove(id);
      await comeBack(id);
    }
    expect(await enterpriseOf(report.id)).toEqual({ department: 'd' });
    expect(await enterpriseOf(other.id)).toMatchObject({ department: 'd', manager: { value: living.id } });
  });
});
