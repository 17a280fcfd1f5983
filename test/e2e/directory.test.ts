import { get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { ChangesPage } from '../../lambdas/directory/changes.ts';
import type { Activity } from '../../lambdas/directory/setup/activity/activity.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { runCli } from '../support/run-cli.ts';

/** From what Entra sends to what the product reads: the templates, the bundles, real HTTP. */
describe('a product reads the directory of a local tenant', () => {
  let local: LocalTenant;
  let scimUrl: string;
  let directoryUrl: string;
  let scimToken: string;
  let directoryToken: string;

  beforeAll(async () => {
    local = await startLocalTenant();
    ({ url: scimUrl, token: scimToken, directoryUrl, directoryToken } = local);
    for (let number = 1; number <= 30; number += 1)
      await post({ userName: `u${number}@example.com`, title: 'Clerk', timezone: `https://example.com/bio/${number}` });
  });
  afterAll(() => local?.stop());

  async function post(body: object): Promise<void> {
    const headers = { Authorization: `Bearer ${scimToken}`, 'Content-Type': 'application/scim+json' };
    const { status } = await fetch(`${scimUrl}/Users`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(status).toBe(201);
  }
  const read = (target: string, token = directoryToken) =>
    fetch(target, { headers: { Authorization: `Bearer ${token}` } });

  test('a field that is mapped onto timezone is in the CSV', async () => {
    const lines = (await (await read(`${directoryUrl}/users.csv`)).text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(32);
    expect(lines.pop()).toMatch(/^end of 30 rows,+$/);
    const column = lines[0]?.split(',').indexOf('bioUrl') ?? -1;
    expect(lines.slice(1).map((line) => line.split(',')[column])).toContain('https://example.com/bio/7');
  });

  test('pages follow their links', async () => {
    const answer = await read(`${directoryUrl}/users?limit=20`);
    const next = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
    expect(next.startsWith(`${directoryUrl}/users?limit=20&cursor=`)).toBe(true);
    expect(((await (await read(next)).json()) as { users: unknown[] }).users).toHaveLength(10);
  });

  test('a path that is none is a problem; without a token API Gateway says so first', async () => {
    for (const path of ['/groups/xyz', '/groups/xyz/nope/', '/nope', '/', '/../v2/x', '/..'])
      for (const method of ['GET', 'DELETE']) {
        const headers = { Authorization: `Bearer ${directoryToken}` };
        const answer = await fetch(`${directoryUrl}${path}`, { method, headers });
        const status = method === 'DELETE' && path === '/groups/xyz' ? 405 : 404;
        expect([path, method, answer.status]).toEqual([path, method, status]);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }
    const { status, headers } = await fetch(`${directoryUrl}/nope`);
    expect([status, headers.get('content-type')]).toEqual([401, 'application/scim+json']);
  });

  test('answers are compressed for who accepts it', async () => {
    const headers = { Authorization: `Bearer ${directoryToken}`, 'Accept-Encoding': 'gzip' };
    const sent = (path: string): Promise<[IncomingHttpHeaders, Buffer]> =>
      new Promise((resolve, reject) => {
        get(`${directoryUrl}${path}`, { headers }, (response) => {
          buffer(response).then((body) => resolve([response.headers, body]), reject);
        });
      });
    expect((await sent('/users'))[0]['content-encoding']).toBe('gzip');
    // What is streamed is compressed by the function: API Gateway does not.
    const [{ 'content-encoding': encoding, 'content-length': length }, body] = await sent('/users.jsonl');
    expect([encoding, length]).toEqual(['gzip', undefined]);
    expect(gunzipSync(body).toString().trimEnd().split('\n').at(-1)).toMatch(
      /^\{"end":\{"count":30,"changes":".+"\}\}$/,
    );
    const { status, headers: plain } = await read(`${directoryUrl}/members.csv?limit=1`);
    expect([status, plain.get('content-type'), plain.get('cache-control')]).toEqual([
      400,
      'application/problem+json',
      'no-store',
    ]);
  });

  test('what Entra changes is in the feed', async () => {
    const start = ((await (await read(`${directoryUrl}/users?limit=1`)).json()) as { changes: string }).changes;
    await post({ userName: 'late@example.com', displayName: 'Late' });
    const found = await eventually(async () => {
      const page = (await (await read(`${directoryUrl}/changes?since=${start}&expand=user`)).json()) as ChangesPage;
      return page.changes.find(({ user }) => user?.userName === 'late@example.com');
    });
    expect(found).toMatchObject({ event: 'user.created', user: { state: 'active', fields: { name: 'Late' } } });
  });

  test('what was done and what was refused is in the activity of the setup page', async () => {
    const [, link = ''] = await local.server.printed(/^Setup page:\s+(\S+)$/m);
    const { headers: leads } = await fetch(link, { redirect: 'manual' });
    const [path = '', secret = ''] = leads.get('Location')?.split('#', 2) ?? [];
    const page = new URL(path, link).href;
    const ofAnEarlierStart = await fetch(link.replace(/[^/]+$/, 'other'), { redirect: 'manual' });
    expect([ofAnEarlierStart.status, await ofAnEarlierStart.text()]).toEqual([404, expect.stringContaining('earlier')]);
    const headers = { Authorization: `Bearer ${scimToken}`, 'Content-Type': 'application/scim+json' };
    const body = JSON.stringify({ userName: 'u1@example.com', externalId: 'twin' });
    expect((await fetch(`${scimUrl}/Users`, { method: 'POST', headers, body })).status).toBe(409);
    const told = await eventually(async () => {
      const { rows } = (await (await read(`${page}/api/activity?person=u1@example.com`, secret)).json()) as Activity;
      return rows.length < 2 ? undefined : rows.map(({ event, status }) => event ?? status);
    });
    expect(told).toEqual([409, 'user.created']);
    const csv = await (await read(`${page}/api/activity.csv?person=twin`, secret)).text();
    expect(csv).toContain('refused,create,,User,,u1@example.com,twin,userName,409,uniqueness');
  });

  test('neither token is good for the other side', async () => {
    expect((await read(`${directoryUrl}/users`, scimToken)).status).toBe(403);
    expect((await read(`${scimUrl}/Users`, directoryToken)).status).toBe(403);
    expect((await fetch(`${directoryUrl}/users`)).status).toBe(401);
  });

  test('an operator is told what to map, and what is missing', async () => {
    const scim = async (...args: string[]): Promise<string> => {
      const { code, stdout } = await runCli(local.folder, args);
      expect(code).toBe(0);
      return stdout;
    };
    expect(await scim('mapping')).toMatch(/Direct +jobTitle +title +title +30 of 31 users/);
    expect(await scim('mapping')).toMatch(/Direct +\S.* +timezone +bioUrl +30 of 31 users/);
    expect(await scim('quality')).toContain('nobody has a phone');
    expect(JSON.parse(await scim('quality', '--json'))).toMatchObject({
      users: 31,
      unfilled: expect.any(Array) as unknown,
    });
  });
});
