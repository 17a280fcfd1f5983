import { jest } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../lambdas/auth/client.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { createTrafficStore } from '../support/traffic.ts';
import { buildProxyEvent } from '../../tools/dev-server/gateway/proxy-event.ts';
import { clientRequest } from '../../simulator/client/sign-in.ts';
import { openStore, type StoreTest } from '../support/store.ts';

type Handler = (typeof import('../../lambdas/handlers/token.ts'))['handler'];

let test: StoreTest;
let handler: Handler;
let lines: string[];
beforeAll(async () => {
  // What the record of the traffic would write a minute later is not to be written after the tests.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  test = await openStore();
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  writeFileSync(join(folder, 'tenant.json'), '{}');
  Object.assign(process.env, {
    TABLE_NAME: test.tableName,
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_DEV: 'true',
  });
  ({ handler } = await import('../../lambdas/handlers/token.ts'));
});
afterAll(() => test.drop());
beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

const send = (method: string, url: string, { body, headers }: RequestInit = {}) =>
  handler(
    buildProxyEvent({
      method,
      url,
      rawHeaders: ['Host', 'scim.example.com', ...Object.entries({ ...(headers as Record<string, string>) }).flat()],
      body: body === undefined ? null : new URLSearchParams(body as URLSearchParams | string).toString(),
      resource: url.split('?')[0] ?? '',
      requestId: 'request-1',
    }),
    {} as Context,
  );

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

it('logs how many days the secret has left, from 30 days before its end on', async () => {
  const expiresAt = new Date(Date.now() + 20.5 * 86_400_000).toISOString();
  const { client, secret } = createClient({ label: 'x', scopes: ['scim'], now: new Date().toISOString(), expiresAt });
  await createCredentialStore({ client: test.client, tableName: test.tableName }).put(client);
  const body = `grant_type=client_credentials&client_id=${client.keyId}&client_secret=${secret}`;
  expect(await send('POST', '/oauth/token', { headers: FORM, body })).toMatchObject({ statusCode: 200 });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'granted', endsInDays: 21 });
});

it('gives out a token and logs who got it, and no secret', async () => {
  const expiresAt = '2999-01-01T00:00:00.000Z';
  const { client, secret } = createClient({ label: 'x', scopes: ['scim'], now: new Date().toISOString(), expiresAt });
  await createCredentialStore({ client: test.client, tableName: test.tableName }).put(client);
  const request = clientRequest({ tokenUrl: '', clientId: client.keyId, clientSecret: secret, sent: 'header' });

  const right = await send('POST', '/oauth/token', {
    ...request,
    headers: { ...FORM, ...(request.headers as object) },
  });
  expect(right.statusCode).toBe(200);
  const wrong = await send('POST', '/oauth/token', {
    headers: FORM,
    body: 'grant_type=client_credentials&client_id=me&client_secret=hush',
  });
  expect(wrong.statusCode).toBe(401);

  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({
      message: 'granted',
      requestId: 'request-1',
      kind: 'client-credentials',
      credentialId: client.keyId,
    }),
    expect.objectContaining({
      message: 'refused',
      requestId: 'request-1',
      kind: 'client-credentials',
      reason: 'unknown',
    }),
  ]);
  const { access_token: token } = JSON.parse(right.body) as { access_token: string };
  for (const hidden of [secret, secret.slice(-43), token, 'hush']) expect(lines.join()).not.toContain(hidden);
});

it('answers 405 to what is no POST, and 400 to credentials in the query string', async () => {
  expect(await send('GET', '/oauth/token')).toMatchObject({ statusCode: 405, headers: { Allow: 'POST' } });
  const asked = await send('POST', '/oauth/token?client_secret=hush');
  expect(asked.statusCode).toBe(400);
  expect(asked.body + lines.join()).not.toContain('hush');
});

it('records for the doctor what was wrong with a credential, and not what else is posted', async () => {
  const traffic = createTrafficStore({ client: test.client, tableName: test.tableName });
  const refusals = async () =>
    (await traffic.since(' ', 10)).flatMap(({ counters }) => counters.map(({ reason }) => reason));
  jest.setSystemTime(Date.now() + 3_600_000);
  await send('GET', '/oauth/token');
  await send('POST', '/oauth/token', { headers: FORM, body: 'user=admin&password=hush' });
  const before = await refusals();
  await send('POST', '/oauth/token', { headers: FORM, body: 'grant_type=client_credentials' });
  expect(before.filter((reason) => /method|missing/.test(reason))).toEqual([]);
  expect(await refusals()).toContain('client-credentials missing');
});

it('answers 405 to what cannot be done to its metadata', async () => {
  const path = '/.well-known/oauth-authorization-server';
  expect(await send('HEAD', path)).toMatchObject({ statusCode: 200, body: '' });
  expect(await send('POST', path)).toMatchObject({ statusCode: 405, headers: { Allow: 'GET, HEAD' } });
});

it('describes itself', async () => {
  const { statusCode, body } = await send('GET', '/.well-known/oauth-authorization-server');
  expect([statusCode, JSON.parse(body)]).toEqual([
    200,
    expect.objectContaining({ token_endpoint: 'http://scim.example.com/oauth/token' }),
  ]);
});
