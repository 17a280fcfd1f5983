import { authorize } from '../../../lambdas/auth/authorize.ts';
import { checkClient } from '../../../lambdas/auth/client.ts';
import { createAccessTokenStore } from '../../../lambdas/store/credentials/access-tokens.ts';
import { createLinkCredentials } from '../../../lambdas/store/credentials/link-credentials.ts';
import { createScim, type TestScim } from '../../support/scim.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

let scim: TestScim;
let setup: TestSetup;
let now: string;
beforeEach(async () => {
  now = '2026-11-01T08:00:00.000Z';
  scim = await createScim();
  setup = await createSetup(scim, { context: { now: () => now } });
});
afterEach(async () => scim.drop());

interface Made {
  readonly keyId: string;
  readonly secret: string;
  readonly clientId?: string;
  readonly detail: string;
}
const make = (kind: string, by = setup) => by.at<Made>('POST', '/setup/api/credentials', { kind });
const list = async (by = setup) =>
  (await by.get<{ credentials: readonly Record<string, unknown>[] }>('/credentials')).body.credentials;
const end = (keyId: string, by = setup) => by.at<Made>('DELETE', `/setup/api/credentials/${keyId}`);

test('a token is made, shown once, good for SCIM alone, and revoked', async () => {
  const { status, body, headers } = await make('token');
  expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
  expect(body).toEqual({
    keyId: expect.stringMatching(/^setup-[0-9a-f]{16}$/),
    kind: 'token',
    label: 'setup page, Acme',
    createdAt: now,
    endsAt: '2027-11-01T08:00:00.000Z',
    lastUsedAt: null,
    secret: expect.stringMatching(/^scim_setup-[0-9a-f]{16}_[\w-]{43}$/),
  });
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  const authorizing = { credentials: setup.credentials, accessTokens: createAccessTokenStore(access), now };
  const request = { headers: { Authorization: `Bearer ${body.secret}` } };
  expect(await authorize(request, authorizing)).toMatchObject({ allowed: true, principal: { scopes: ['scim'] } });
  expect(await setup.credentials.get(body.keyId)).toMatchObject({ createdBy: `setup-link ${setup.keyId}` });

  const [listed] = await list();
  expect(listed).toMatchObject({ keyId: body.keyId, lastUsedAt: now });
  expect(JSON.stringify(listed)).not.toMatch(/secret|hash|scim_/);
  expect((await end(body.keyId)).status).toBe(204);
  expect(await authorize(request, authorizing)).toMatchObject({ allowed: false, refusal: { reason: 'revoked' } });
  expect(await list()).toEqual([]);
});

test('a client has an id and a secret, which prove each other', async () => {
  const { body } = await make('client');
  expect(body).toMatchObject({ kind: 'client', clientId: body.keyId, keyId: expect.stringMatching(/^setup-client-/) });
  const stored = await setup.credentials.get(body.keyId);
  const client = stored?.kind === 'client-credentials' ? stored : undefined;
  expect(checkClient(client, body.secret, now)).toMatchObject({ ok: true });
  expect(await list()).toMatchObject([{ keyId: body.keyId, kind: 'client', endsAt: '2027-11-01T08:00:00.000Z' }]);
});

test('three live at most, however many are asked for at once; what has ended makes room', async () => {
  const answers = await Promise.all(['token', 'client', 'token', 'client', 'token', 'token'].map((kind) => make(kind)));
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.keyId);
  expect(made).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  expect(answers.find(({ status }) => status === 409)?.body.detail).toContain('revoke one that nobody uses');
  expect((await list()).map(({ keyId }) => String(keyId)).toSorted()).toEqual(made.toSorted());
  expect((await setup.credentials.list()).filter(({ kind }) => kind !== 'setup-link')).toHaveLength(3);

  await end(made[0]!);
  expect((await make('token')).status).toBe(201);
  expect((await make('token')).status).toBe(409);
  await setup.credentials.revoke(made[1]!, now);
  expect((await make('token')).status).toBe(201);
  const other = await createSetup(scim, { context: { now: () => now } });
  expect((await make('token', other)).status).toBe(201);
  now = '2027-11-02T08:00:00.000Z';
  expect(await list()).toEqual([]);
});

test('a write whose answer was lost is not done twice', async () => {
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  const links = createLinkCredentials(access);
  const lossy = { ...links, make: async (...made: Parameters<typeof links.make>) => !(await links.make(...made)) };
  const unlucky = await createSetup(scim, { context: { now: () => now, made: lossy } });
  const { status, body } = await make('token', unlucky);
  expect(status).toBe(201);
  expect(await list(unlucky)).toMatchObject([{ keyId: body.keyId }]);
});

test('a link ends what it has made, and nothing else', async () => {
  const other = await createSetup(scim, { context: { now: () => now } });
  const { body } = await make('token');
  for (const keyId of [setup.keyId, other.keyId, 'setup-0000000000000000', 'none'])
    expect([keyId, (await end(keyId)).status]).toEqual([keyId, 404]);
  expect((await end(body.keyId, other)).status).toBe(404);
  expect(await list()).toHaveLength(1);
  expect(await list(other)).toEqual([]);
});

test.each([
  ['{"kind":"link"}', 400],
  ['{"kind":["token"]}', 400],
  ['{"kind"', 400],
  ['[]', 400],
  ['', 400],
])('the body %j is refused with what is allowed', async (text, status) => {
  const answer = await setup.at<Made>('POST', '/setup/api/credentials', text);
  expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining('{"kind": "token"}')]);
  expect(await list()).toEqual([]);
});

test('a link without tokens makes, sees and ends none', async () => {
  const blind = await createSetup(scim, { may: ['people'], context: { now: () => now } });
  expect((await make('token', blind)).status).toBe(403);
  expect((await blind.get('/credentials')).status).toBe(403);
  expect((await end('setup-0000000000000000', blind)).status).toBe(403);
  expect((await setup.credentials.list()).every(({ kind }) => kind === 'setup-link')).toBe(true);
  const put = await setup.at('PUT', '/setup/api/credentials', {});
  expect([put.status, put.headers['allow']]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
});
