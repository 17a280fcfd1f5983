import { expect } from 'expect';
import { afterAll, beforeAll, check, ofProfile } from '../../harness/collect.ts';
import { openTarget, type Target } from '../../harness/target.ts';
import { ENTERPRISE, RUN, anyUser, groupOf, make, userOf, type Made } from '../messages.ts';
import { clientOf, isNothing } from './client.ts';
import { TARGETS, mappedUser, valueAt } from './full-user.ts';
import { GROUP_TARGETS, USER_TARGETS, discovered, type Published } from './mapping.ts';

const SOURCE = 'gallery test, direct SCIM';
const MANAGER = `${ENTERPRISE}:manager`;
const MANDATORY = new Set(['userName', 'active', MANAGER]);

export const direct = ofProfile('entra')('Microsoft: direct checks of the gallery test', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('entra');
  });
  afterAll(async () => scim.drop());
  const { group, patch } = clientOf(() => scim);
  const mandatory = (title: string, run: () => Promise<void>): void => check('mandatory', SOURCE, title, run);

  /** Pages of five begin where they should and hold each resource once. */
  const pages = async (endpoint: string, made: readonly Made[]): Promise<void> => {
    const seen: string[] = [];
    for (let page = 0; page * 5 < made.length; page += 1) {
      const { status, body } = await scim.request('GET', `${endpoint}?startIndex=${page * 5 + 1}&count=5`);
      expect({ status, startIndex: body['startIndex'] }).toEqual({ status: 200, startIndex: page * 5 + 1 });
      expect(body.totalResults).toBeGreaterThanOrEqual(made.length);
      seen.push(...body.Resources.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(made.length);
  };

  mandatory('SCIM_User_Pagination', async () => {
    const made: Made[] = [];
    while (made.length < 11) made.push(await anyUser(scim));
    await pages('/Users', made);
  });

  mandatory('Schema_Discoverability', async () => {
    const { status, body } = await scim.request('GET', '/Schemas');
    expect(status).toBe(200);
    const schemas = body.Resources as unknown as readonly Published[];
    const missing = (type: 'User' | 'Group', targets: readonly string[]): string[] => {
      const found = discovered(schemas, type);
      return targets.filter((target) => !found.has(target.toLowerCase())).map((target) => `${type} ${target}`);
    };
    expect({ missing: [...missing('User', USER_TARGETS), ...missing('Group', GROUP_TARGETS)] }).toEqual({
      missing: [],
    });
  });

  mandatory('SCIM_Null_Update', async () => {
    const optional = USER_TARGETS.filter((target) => !MANDATORY.has(target));
    for (const nothing of ['', null]) {
      const single = await anyUser(scim, mappedUser());
      const operations = optional.map((path) => ({ op: 'replace', path, value: nothing }));
      const flat = await anyUser(scim, mappedUser());
      const keys = optional.filter((path) => !path.includes('['));
      const terse = [
        { op: 'replace', value: Object.fromEntries(keys.map((path) => [path, nothing])) },
        ...operations.filter(({ path }) => path.includes('[')),
      ];
      for (const body of [await patch(single, ...operations), await patch(flat, ...terse)])
        expect(optional.filter((target) => !isNothing(valueAt(body, target)))).toEqual([]);
    }
  });

  mandatory('SCIM_User_Create', async () => {
    const sent = userOf(mappedUser());
    const answer = await scim.request('POST', '/Users', sent);
    expect([200, 201]).toContain(answer.status);
    expect(answer.body.id).toMatch(/\S/);
    expect(answer.body.userName).toBe(sent.userName);
  });

  mandatory('SCIM_User_Update', async () => {
    const targets = Object.entries(TARGETS).filter(([target]) => USER_TARGETS.includes(target));
    const operations = targets.map(([path, value]) => ({ op: 'Replace', path, value }));
    const body = await patch(await anyUser(scim, mappedUser()), ...operations);
    for (const [target, value] of targets) expect([target, valueAt(body, target)]).toEqual([target, value]);
  });

  mandatory('SCIM_Update_Manager', async () => {
    const [ada, a, b] = [await anyUser(scim), await anyUser(scim), await anyUser(scim)];
    const set = async (op: string, value: string) => valueAt(await patch(ada, { op, path: MANAGER, value }), MANAGER);
    expect(await set('Add', a.id)).toMatchObject({ value: a.id });
    expect(await set('Replace', b.id)).toMatchObject({ value: b.id });
    expect(isNothing(await set('Replace', ''))).toBe(true);
  });

  mandatory('SCIM_Group_Create', async () => {
    const sent = groupOf({ externalId: `g-${RUN}` });
    expect((await make(scim, '/Groups', sent)).body).toMatchObject({ displayName: sent.displayName });
  });

  mandatory('SCIM_Group_Update', async () => {
    const displayName = `Updated ${crypto.randomUUID()} ${RUN}`;
    expect(await patch(await group(), { op: 'Replace', path: 'displayName', value: displayName })).toMatchObject({
      displayName,
    });
  });

  check('optional', SOURCE, 'SCIM_Group_Pagination', async () => {
    const made: Made[] = [];
    while (made.length < 11) made.push(await group());
    await pages('/Groups', made);
  });
});
