import { expect } from 'expect';
import { afterAll, beforeAll, check, ofProfile } from '../../harness/collect.ts';
import { openTarget, type Target } from '../../harness/target.ts';
import { ENTERPRISE, RUN, anyUser, make, userOf } from '../messages.ts';
import { clientOf, isGone, isNothing, only } from './client.ts';
import { TARGETS, fullUser, mappedUser, valueAt } from './full-user.ts';

const SOURCE = 'SCIM Validator, users';
const MANAGER = `${ENTERPRISE}:manager`;

export const users = ofProfile('entra')('Microsoft: mandatory checks of users', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('entra');
  });
  afterAll(async () => scim.drop());
  const { find, patch, read } = clientOf(() => scim);
  const mandatory = (title: string, run: () => Promise<void>): void => check('mandatory', SOURCE, title, run);
  const user = (attributes: Record<string, unknown> = {}) => anyUser(scim, { active: true, ...attributes });

  mandatory('Create a new User', async () => {
    const { id, body } = await make(scim, '/Users', userOf(fullUser()));
    expect(id).toMatch(/\S/);
    const found = only(await find('/Users', `userName eq "${body.userName}"`));
    expect(found).toMatchObject({ ...mappedUser(), id, userName: body.userName });
    for (const [sub, value] of Object.entries({ display: 'd', value: 'v', type: 't' }))
      expect([sub, valueAt(found, `roles[primary eq "True"].${sub}`)]).toEqual([sub, value]);
  });

  mandatory('Create a duplicate User', async () => {
    const { body } = await user();
    const again = await scim.request('POST', '/Users', userOf({ userName: body.userName }));
    expect(again.status).toBe(409);
  });

  mandatory('Filter for an existing user', async () => {
    const { id, body } = await user({ displayName: 'To be found' });
    const found = only(await find('/Users', `userName eq "${body.userName}"`));
    expect(found).toMatchObject({ id, userName: body.userName, displayName: 'To be found' });
  });

  mandatory('Filter for a non-existing user', async () => {
    expect((await find('/Users', `userName eq "nobody-${RUN}@example.com"`)).totalResults).toBe(0);
  });

  mandatory('Filter for an existing user with a different case', async () => {
    const { id, body } = await user();
    expect(only(await find('/Users', `userName eq "${body.userName.toUpperCase()}"`))).toMatchObject({ id });
  });

  const setEverything = (op: string, attributes: Record<string, unknown>) => async () => {
    const single = await user(attributes);
    const operations = Object.entries(TARGETS).map(([path, value]) => ({ op, path, value }));
    const flat = await user(attributes);
    for (const body of [await patch(single, ...operations), await patch(flat, { op, value: TARGETS })])
      for (const [target, value] of Object.entries(TARGETS))
        expect([target, valueAt(body, target)]).toEqual([target, value]);
  };
  mandatory('Patch User - Replace Attributes', setEverything('replace', fullUser()));

  mandatory('Update User userName', async () => {
    const ada = await user();
    const userName = `renamed-${ada.body.userName}`;
    await patch(ada, { op: 'Replace', path: 'userName', value: userName });
    expect(only(await find('/Users', `userName eq "${userName}"`))).toMatchObject({ id: ada.id });
  });

  mandatory('Patch User - Disable User', async () => {
    const ada = await user();
    await patch(ada, { op: 'Replace', path: 'active', value: false });
    expect(only(await find('/Users', `userName eq "${ada.body.userName}"`))).toMatchObject({ active: false });
  });

  mandatory('Patch User - Add Attributes', setEverything('add', {}));

  const manager = async (made: Awaited<ReturnType<typeof user>>, op: string, value: unknown): Promise<unknown> =>
    valueAt(await patch(made, { op, path: MANAGER, value }), MANAGER);

  mandatory('Patch User - Add Manager', async () => {
    const [ada, boss] = [await user(), await user()];
    expect(await manager(ada, 'add', boss.id)).toMatchObject({ value: boss.id });
  });

  mandatory('Patch User - Replace Manager', async () => {
    const [ada, a, b] = [await user(), await user(), await user()];
    expect(await manager(ada, 'add', a.id)).toMatchObject({ value: a.id });
    expect(await manager(ada, 'replace', b.id)).toMatchObject({ value: b.id });
  });

  mandatory('Patch User - Remove Manager', async () => {
    const [ada, boss] = [await user(), await user()];
    for (const nothing of ['', { value: '' }]) {
      await manager(ada, 'add', boss.id);
      await manager(ada, 'replace', nothing);
      expect(isNothing(valueAt(await read(ada), MANAGER))).toBe(true);
    }
  });

  mandatory('Delete a User', async () => {
    const ada = await user();
    expect((await scim.request('DELETE', ada.url)).status).toBe(204);
    await isGone(scim, ada.url);
  });
});
