import { jest } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { createTrafficStore } from '../support/traffic.ts';
import { openStore } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

type Handler = (typeof import('../../lambdas/handlers/authorizer.ts'))['handler'];

let test: StoreTest;
let handler: Handler;
let lines: string[];
beforeAll(async () => {
  // What the record of the traffic would write a minute later is not to be written after the tests.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  test = await openStore();
  const folder = mkdtempSync(join(tmpdir(), 'authorizer-'));
  writeFileSync(join(folder, 'tenant.json'), '{}');
  process.env['LAMBDA_TASK_ROOT'] = folder;
  // POWERTOOLS_DEV lets the logger write through the console of the test.
  Object.assign(process.env, { TABLE_NAME: test.tableName, TENANT: 'demo', POWERTOOLS_DEV: 'true' });
  const loaded = await import('../../lambdas/handlers/authorizer.ts');
  await loaded.ready;
  ({ handler } = loaded);
});
afterAll(() => test.drop());
beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

const API = 'arn:aws:execute-api:eu-central-1:123456789012:abc123';

function event(authorization: string | string[], sourceIp = '192.0.2.1'): APIGatewayRequestAuthorizerEvent {
  const values = [authorization].flat();
  return {
    type: 'REQUEST',
    methodArn: `${API}/live/PATCH/scim/v2/Users/8e0b7f62`,
    headers: { Authorization: values.at(-1) },
    multiValueHeaders: { Authorization: values },
    requestContext: { requestId: 'request-1', identity: { sourceIp } },
  } as unknown as APIGatewayRequestAuthorizerEvent;
}

async function issue(expiresAt = '2999-01-01T00:00:00.000Z') {
  const now = new Date().toISOString();
  const made = createCredential({ label: 'test', scopes: ['scim', 'directory'], expiresAt, now });
  await createCredentialStore({ client: test.client, tableName: test.tableName }).put(made.credential);
  return made;
}

const allowed = { policyDocument: { Statement: [{ Effect: 'Allow' }] } };
const refused = (detail: RegExp) => ({
  policyDocument: { Statement: [{ Effect: 'Deny' }] },
  context: { detail: expect.stringMatching(detail) },
});

it('allows every route of the stage to a valid token, with what the functions need to know', async () => {
  const { token, credential } = await issue();

  expect(await handler(event(`Bearer ${token}`))).toEqual({
    principalId: credential.keyId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${API}/live/*` }],
    },
    context: { tenant: 'demo', credentialId: credential.keyId, kind: 'bearer', scopes: 'scim directory' },
  });
});

it('denies a bad token with the reason for the admin', async () => {
  const { token } = await issue('2026-01-31T00:00:00.000Z');

  expect(await handler(event(`Bearer ${token}`))).toMatchObject({
    policyDocument: { Statement: [{ Effect: 'Deny', Resource: `${API}/live/*` }] },
    context: { detail: expect.stringContaining('expired on 2026-01-31') },
  });
  expect(await handler(event('Basic YTpi'))).toMatchObject({ principalId: 'anonymous' });
});

it('logs one JSON line per decision, without token or secret', async () => {
  const { token, credential } = await issue();
  await handler(event(`Bearer ${token}`));
  await handler(event('Bearer something-else'));

  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ message: 'allowed', credentialId: credential.keyId, requestId: 'request-1' }),
    expect.objectContaining({
      message: 'refused',
      reason: 'unknown',
      kind: 'bearer',
    }),
  ]);
  expect(lines.join()).not.toContain(token);
  expect(lines.join()).not.toContain('something-else');
});

it('counts refusals by their reason, the first one at once, and knows the token of a blank Secret Token', async () => {
  const jwt = (aud: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'RS256' })}.${part({ aud, padding: 'x'.repeat(900) })}.${'s'.repeat(342)}`;
  };
  const traffic = createTrafficStore({ client: test.client, tableName: test.tableName });
  const refusals = async () =>
    (await traffic.since(' ', 10)).flatMap(({ counters }) => counters.map(({ kind, reason }) => `${kind} ${reason}`));
  jest.setSystemTime(Date.now() + 3_600_000);
  await handler(event(`Bearer ${jwt('8adf8e6e-67b2-4cf2-a259-e3dc5476c621')}`));
  expect(await refusals()).toContain('refused entra-token turned-off');
  jest.setSystemTime(Date.now() + 3_600_000);
  expect(await handler(event(`Bearer ${jwt('api://other')}`))).toMatchObject(
    refused(/exchanged for a token at \/oauth\/token/),
  );
  expect(await refusals()).toContain('refused bearer unknown');
  const { token } = await issue();
  jest.setSystemTime(Date.now() + 3_600_000);
  await handler(event(`Bearer ${token}`));
  expect((await refusals()).filter((each) => !each.startsWith('refused'))).toEqual([]);
});

it('tells an address that was wrong twenty times in a minute to wait, and lets in what is right from there', async () => {
  const { token } = await issue();
  const stranger = '198.51.100.7';
  const guess = (each: number, address = stranger) => handler(event(`Bearer wrong-${each}`, address));
  for (let each = 0; each < 20; each += 1) expect(await guess(each)).toMatchObject(refused(/is not known here/));
  expect(await guess(20)).toMatchObject(refused(/^too many wrong credentials .*: wait \d+ seconds/));
  expect(await guess(21, '198.51.100.8')).toMatchObject(refused(/is not known here/));
  // Entra's addresses are shared by all of its customers: what one of them does there must not stop another one.
  expect(await handler(event(`Bearer ${token}`, stranger))).toMatchObject(allowed);
});

it('tells why a credential ended, and how it was sent wrongly, also to an address that was wrong too often', async () => {
  const { token } = await issue('2026-01-31T00:00:00.000Z');
  const stranger = '198.51.100.9';
  for (let each = 0; each < 30; each += 1) await handler(event('Basic YTpi', stranger));
  for (let each = 0; each < 30; each += 1) await handler(event(`Bearer wrong-${each}`, stranger));
  expect(await handler(event(`Bearer ${token}`, stranger))).toMatchObject(refused(/expired on 2026-01-31/));
  expect(await handler(event('Basic YTpi', stranger))).toMatchObject(refused(/Basic authentication/));
});

it('has no answer kept for two different headers, because it would be kept for one of them', async () => {
  const { token } = await issue();
  const [good, bad] = [`Bearer ${token}`, 'Bearer wrong'];
  // What API Gateway shows as 401 and does not keep.
  await expect(handler(event([good, bad]))).rejects.toThrow(/^Unauthorized$/);
  await expect(handler(event([bad, good]))).rejects.toThrow(/^Unauthorized$/);
  // The same one twice is the function's to refuse, whether the answer is still kept or not.
  expect(await handler(event([good, good]))).toMatchObject(allowed);
  expect(await handler(event([bad, bad]))).toMatchObject(refused(/is not known here/));
});

it('logs how many days are left, from 30 days before the end on', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  for (const days of [30.5, 29.5, 0.5]) await handler(event(`Bearer ${(await issue(inDays(days))).token}`));
  const logged = lines.map((line) => (JSON.parse(line) as { endsInDays?: number }).endsInDays);
  expect(logged).toEqual([undefined, 30, 1]);
});

it('logs the name of a credential that is there, and nothing made from a secret that is not', async () => {
  const { token, credential } = await issue();
  await handler(event(`Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`));
  await handler(event('Bearer Summer2026!'));
  const [known, unknown] = lines.map((line) => JSON.parse(line) as { credentialId?: string });
  expect(known).toMatchObject({ reason: 'unknown', credentialId: credential.keyId });
  // The start of its hash would be enough to find a password by trying.
  expect(unknown).toMatchObject({ reason: 'unknown' });
  expect(unknown).not.toHaveProperty('credentialId');
});

it('has it on record when the keys of an issuer cannot be had, and fails, so that the request is tried again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'authorizer-'));
  // Port 9 discards; nothing listens there.
  const entraToken = { tenantId: 't', audiences: ['a'], issuer: 'i', jwksUri: 'http://127.0.0.1:9/keys' };
  writeFileSync(join(folder, 'tenant.json'), JSON.stringify({ entraToken }));
  Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, ALLOW_LOOPBACK_KEYS: 'true' });
  jest.resetModules();
  const trusting = await import('../../lambdas/handlers/authorizer.ts');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({})}.${'s'.repeat(342)}`;
  await expect(trusting.handler(event(`Bearer ${token}`))).rejects.toThrow(/keys of 127.0.0.1:9 cannot be had/);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ message: 'refused', kind: 'entra-token', reason: 'keys-unavailable' }),
  ]);
  const traffic = createTrafficStore({ client: test.client, tableName: test.tableName });
  const counters = (await traffic.since(' ', 10)).flatMap((bucket) => bucket.counters);
  expect(counters).toContainEqual(expect.objectContaining({ status: 503, reason: 'entra-token keys-unavailable' }));
});
