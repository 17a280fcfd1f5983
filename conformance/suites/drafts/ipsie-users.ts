import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import type { Target } from '../../harness/target.ts';
import { ENTERPRISE, RUN, USER, anyUser, make, patchOf, userOf, type Made } from '../messages.ts';
import { attributesOf, get, inside, listOf, namesOf } from './published.ts';

const CREDENTIAL = /password|passwd|secret|privateKey|totp|credential/i;
const CORE = new Set([USER, ENTERPRISE]);

/** AL1, and the users of AL2. */
export function ipsieUsers(target: () => Target): void {
  const must = (part: string, title: string, run: () => Promise<void>): void =>
    check('MUST', `IPSIE ${part}`, title, run);
  const set = async ({ url }: Made, path: string, value: unknown) => {
    const body = patchOf({ op: 'replace', path, value });
    expect([200, 204]).toContain((await target().request('PATCH', url, body)).status);
    return get(target(), url);
  };

  must('AL1 deactivation', 'a user is deactivated, and activated again', async () => {
    const ada = await anyUser(target(), { active: true });
    expect(await set(ada, 'active', false)).toMatchObject({ active: false });
    expect(await set(ada, 'active', true)).toMatchObject({ active: true });
  });

  must('AL1 deletion', 'after a deletion the userName is free', async () => {
    const { url, body } = await anyUser(target());
    expect((await target().request('DELETE', url)).status).toBe(204);
    await make(target(), '/Users', userOf({ userName: body.userName }));
  });

  must('AL1 user by id', 'a user is read by id', async () => {
    const { id, url } = await anyUser(target());
    expect(await get(target(), url)).toMatchObject({ id });
  });

  for (const [title, filter] of [
    ['userName eq', ({ userName }: Known) => `userName eq "${userName}"`],
    ['externalId eq', ({ externalId }: Known) => `externalId eq "${externalId}"`],
    ['emails[value eq]', ({ email }: Known) => `emails[value eq "${email}"]`],
    ['emails[type eq "work" and value eq]', ({ email }: Known) => `emails[type eq "work" and value eq "${email}"]`],
  ] as const)
    must('AL1 users by filter', `users are found by ${title}`, async () => {
      const name = crypto.randomUUID();
      const known = { externalId: `${name}-${RUN}`, email: `${name}@example.com` };
      const emails = [{ type: 'work', value: known.email }];
      const { id, body } = await anyUser(target(), { externalId: known.externalId, emails });
      const query = encodeURIComponent(filter({ ...known, userName: body.userName }));
      const found = await get(target(), `/Users?filter=${query}`);
      expect(found.Resources.map((one) => one.id)).toEqual([id]);
    });

  must('AL2 user schema', 'userName, displayName and active are in the schema', async () => {
    const names = namesOf(await attributesOf(target(), USER));
    expect(names).toEqual(expect.arrayContaining(['userName', 'displayName', 'active']));
  });

  must('AL2 user schema', 'externalId is kept', async () => {
    const { url } = await anyUser(target(), { externalId: `kept-${RUN}` });
    expect(await get(target(), url)).toMatchObject({ externalId: `kept-${RUN}` });
  });

  check('MUST NOT', 'IPSIE AL2 credentials', 'there is no attribute "password"', async () => {
    expect(namesOf(await attributesOf(target(), USER))).not.toContain('password');
  });

  check('MUST NOT', 'IPSIE AL2 credentials', 'custom schemas have no credentials', async () => {
    const custom = listOf((await get(target(), '/Schemas')).Resources).filter(({ id }) => !CORE.has(String(id)));
    const names = custom
      .filter(({ id }) => !String(id).startsWith('urn:ietf:params:scim:schemas:core:'))
      .flatMap(({ attributes }) => namesOf(listOf(attributes)));
    expect(names.filter((name) => CREDENTIAL.test(name))).toEqual([]);
  });

  must('AL2 creation', 'a user is made by POST and changed by PATCH', async () => {
    const ada = await make(target(), '/Users', userOf({ displayName: 'Ada', active: true }));
    expect(await set(ada, 'displayName', 'Changed')).toMatchObject({ id: ada.id, displayName: 'Changed' });
  });

  must('AL2 all users', 'all users are listed', async () => {
    await anyUser(target());
    expect((await get(target(), '/Users')).totalResults).toBeGreaterThan(0);
  });

  check('SHOULD', 'IPSIE AL2 all users', 'a page has at most 1,000 users', async () => {
    const { maxResults } = inside(await get(target(), '/ServiceProviderConfig'), 'filter');
    expect(Number(maxResults)).toBeLessThanOrEqual(1000);
  });

  check('RECOMMENDED', 'IPSIE AL2 all users', 'pages by cursor are offered', async () => {
    const { cursor } = inside(await get(target(), '/ServiceProviderConfig'), 'pagination');
    expect(cursor).toBe(true);
  });
}

interface Known {
  readonly userName: string;
  readonly externalId: string;
  readonly email: string;
}
