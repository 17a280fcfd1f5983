import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import { unseen, type Target } from '../../harness/target.ts';
import { ENTERPRISE, RUN, anyUser, groupOf, make, patchOf, refused, userOf } from '../messages.ts';
import { get, inside, listOf } from './published.ts';

const must = (section: string, title: string, run: () => Promise<void>): void =>
  check('MUST', `interop §${section}`, title, run);
const should = (section: string, title: string, run: () => Promise<void>): void =>
  check('SHOULD', `interop §${section}`, title, run);

/** §6 but for PATCH, and §7: addresses, filters, pages, deletion, errors, transport. */
export function interopProtocol(target: () => Target): void {
  const query = (filter: string, endpoint = '/Users') =>
    target().request('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`);

  must('6.1', 'every resource type has an endpoint of its own', async () => {
    const endpoints = listOf((await get(target(), '/ResourceTypes')).Resources).map(({ endpoint }) => endpoint);
    expect(new Set(endpoints).size).toBe(endpoints.length);
  });

  must('6.1', 'a resource is addressed by its id and by nothing else', async () => {
    const { url, body } = await anyUser(target());
    await get(target(), url);
    expect((await target().request('GET', `/Users/${encodeURIComponent(body.userName)}`)).status).toBe(404);
  });

  must('6.2', 'answers are application/scim+json', async () => {
    const { url } = await anyUser(target());
    for (const path of [url, '/Users?count=1', '/Users/nobody', '/Schemas']) {
      const { headers } = await target().request('GET', path);
      expect([path, headers['content-type']]).toEqual([path, expect.stringMatching(/^application\/scim\+json\b/)]);
    }
  });

  must('6.3', 'filters know eq and and', async () => {
    const { id, body } = await anyUser(target(), { title: 'Filtered' });
    for (const [title, total] of [['Filtered', 1] as const, ['Other', 0] as const]) {
      const { status, body: page } = await query(`userName eq "${body.userName}" and title eq "${title}"`);
      expect([title, status, page.totalResults]).toEqual([title, 200, total]);
    }
    expect((await query(`userName eq "${body.userName}"`)).body.Resources.map((one) => one.id)).toEqual([id]);
  });

  must('6.3', 'a filter with an unknown attribute is 400 invalidFilter', async () => {
    refused(await query('shoeSize eq "38"'), 400, 'invalidFilter');
    refused(await query('shoeSize eq "38"', '/Groups'), 400, 'invalidFilter');
  });

  must('6.4', 'lists have pages, by index or by cursor', async () => {
    await anyUser(target());
    const byIndex = await get(target(), '/Users?startIndex=1&count=1');
    if (byIndex['startIndex'] === 1 && byIndex.Resources.length === 1) return;
    expect((await get(target(), '/Users?cursor&count=1')).Resources).toHaveLength(1);
  });

  must('6.4', 'a count of 100 is taken, and more than the limit is cut', async () => {
    await get(target(), '/Users?count=100');
    const most = Number(inside(await get(target(), '/ServiceProviderConfig'), 'filter')['maxResults']);
    const { Resources } = await get(target(), '/Users?count=100000');
    if (most > 0) expect(Resources.length).toBeLessThanOrEqual(most);
  });

  should('6.4', 'a page holds at least 100 unless asked otherwise', async () => {
    const size = inside(await get(target(), '/ServiceProviderConfig'), 'pagination')['defaultPageSize'];
    if (typeof size !== 'number') unseen('needs more than 100 users, or pagination.defaultPageSize');
    expect(size).toBeGreaterThanOrEqual(100);
  });

  must('6.6', 'a deactivated user is still there', async () => {
    const { url } = await anyUser(target());
    const body = patchOf({ op: 'replace', path: 'active', value: false });
    expect([200, 204]).toContain((await target().request('PATCH', url, body)).status);
    expect(await get(target(), url)).toMatchObject({ active: false });
  });

  must('6.6', 'a deleted user is 404 to everything and in no list, and its userName is free', async () => {
    const { url, id, body } = await anyUser(target());
    expect((await target().request('DELETE', url)).status).toBe(204);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const sent = { PUT: userOf(), PATCH: patchOf({ op: 'replace', path: 'title', value: 'x' }) }[method];
      expect([method, (await target().request(method, url, sent)).status]).toEqual([method, 404]);
    }
    expect((await query(`userName eq "${body.userName}"`)).body.totalResults).toBe(0);
    const again = await make(target(), '/Users', userOf({ userName: body.userName }));
    expect(again.id).not.toBe(id);
  });

  must('6.9', 'a conflict is 409 uniqueness, by POST and by PATCH', async () => {
    const [ada, bob] = [await anyUser(target()), await anyUser(target())];
    const { userName } = ada.body;
    refused(await target().request('POST', '/Users', userOf({ userName })), 409, 'uniqueness');
    const body = patchOf({ op: 'replace', path: 'userName', value: userName });
    refused(await target().request('PATCH', bob.url, body), 409, 'uniqueness');
  });

  must('7.1', 'the endpoint is reached over TLS', async () => {
    const { protocol, hostname } = new URL(target().base);
    if (/^(?:127\.0\.0\.1|localhost|\[::1\]|scim\.example\.com)$/.test(hostname)) unseen('it is on this machine');
    expect(protocol).toBe('https:');
  });

  check('SHOULD NOT', 'interop §7.2', 'Basic authentication is not offered', async () => {
    const schemes = listOf((await get(target(), '/ServiceProviderConfig'))['authenticationSchemes']);
    expect(schemes.map(({ type }) => type)).not.toContain('httpbasic');
  });

  must('5.1', 'what is in the schemas of User and Group can be stored', async () => {
    const ada = await anyUser(target(), { nickName: 'N', [ENTERPRISE]: { department: 'D' } });
    expect(ada.body).toMatchObject({ nickName: 'N', [ENTERPRISE]: { department: 'D' } });
    const group = await make(target(), '/Groups', groupOf({ externalId: `g-${RUN}`, members: [{ value: ada.id }] }));
    expect(await get(target(), group.url)).toMatchObject({ members: [{ value: ada.id }] });
  });
}
