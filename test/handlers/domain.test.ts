import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { createSetupLink } from '../../lambdas/auth/setup-link.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { readStacks } from '../../tools/dev-server/template/assembly.ts';
import { newApp, newStage, TENANT } from '../lib/synthesize.ts';
import { openStore, type StoreTest } from '../support/store.ts';
import { openGateway, type GatewayHere } from './access/gateway-here.ts';

/** A tenant under a domain that it shares, behind the local gateway with the mappings of its own template. */
const BASE = 'http://scim.example.com/acme';
const METADATA = '/.well-known/oauth-authorization-server';

let table: StoreTest;
let gateway: GatewayHere;
let token: string;
let link: string;

beforeAll(async () => {
  // What the record of the traffic would write a minute later is not to be written after the tests.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  table = await openStore();
  const app = newApp();
  newStage(app, { ...TENANT, domain: 'scim.example.com/acme' });
  gateway = await openGateway(table.tableName, {}, readStacks(app.synth().directory, TENANT.name));
  const store = createCredentialStore(table);
  const times = { now: new Date().toISOString(), expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
  const made = createCredential({ label: 'x', scopes: ['scim', 'directory'], ...times });
  const setup = createSetupLink({ label: 'x', may: [], ...times });
  await store.put(made.credential);
  await store.put(setup.link);
  [token, link] = [made.token, setup.secret];
});
afterAll(() => table.drop());

async function send(method: string, url: string, { host = 'scim.example.com', secret = token, body = '' } = {}) {
  const headers = { Host: host, Authorization: `Bearer ${secret}` };
  const rawHeaders = Object.entries({ ...headers, 'Content-Type': 'application/scim+json' }).flat();
  const request = { method, url, rawHeaders, accept: undefined, sourceIp: '192.0.2.1', port: 443 };
  const answer = await gateway.send({ ...request, body: Buffer.from(body) });
  return { ...answer, text: answer.body instanceof Readable ? await text(answer.body) : String(answer.body) };
}
const json = async (...request: Parameters<typeof send>): Promise<Record<string, unknown>> =>
  JSON.parse((await send(...request)).text) as Record<string, unknown>;

test('SCIM links to itself right behind the domain and the path', async () => {
  const created = await json('POST', '/acme/scim/v2/Users', { body: '{"userName":"ada@acme.example"}' });
  expect(created['meta']).toMatchObject({ location: `${BASE}/scim/v2/Users/${created['id'] as string}` });
  const wrong = await json('GET', '/acme/Users');
  expect(wrong['detail']).toContain(`the Tenant URL of this endpoint is ${BASE}/scim/v2: `);
});

test('so do the directory and its description, and the setup page tells these addresses', async () => {
  await json('POST', '/acme/scim/v2/Users', { body: '{"userName":"bob@acme.example"}' });
  const { headers } = await send('GET', '/acme/directory/v1/users?limit=1');
  expect(headers['Link']?.[0]).toContain(`<${BASE}/directory/v1/users?limit=1&cursor=`);
  expect((await json('GET', '/acme/directory/v1/openapi.json'))['servers']).toEqual([{ url: `${BASE}/directory/v1` }]);
  expect(await json('GET', '/acme/setup/api/overview', { secret: link })).toMatchObject({
    tenant: { tenantUrl: `${BASE}/scim/v2`, tokenUrl: `${BASE}/oauth/token` },
  });
  expect((await send('GET', '/acme/setup')).status).toBe(200);
});

test('the metadata are where RFC 8414 §3.1 has them, and behind the path', async () => {
  for (const url of [`${METADATA}/acme`, `/acme${METADATA}`])
    expect(await json('GET', url)).toMatchObject({ issuer: BASE, token_endpoint: `${BASE}/oauth/token` });
});

test('nothing else is at the root of the API, for a token least of all', async () => {
  for (const method of ['GET', 'POST']) {
    const { status, text } = await send(method, '/acme', { body: 'grant_type=client_credentials' });
    expect([status, text]).toEqual([404, expect.stringContaining('nothing is at this path')]);
  }
});

test('what is mapped onto no API is forbidden, and the own address of the API leads to it as before', async () => {
  for (const url of ['/scim/v2/Users', '/globex/scim/v2/Users', METADATA])
    expect(await send('GET', url)).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  const host = 'a1b2c3.execute-api.eu-central-1.amazonaws.com';
  const { Resources } = await json('GET', '/scim/v2/Users?count=1', { host });
  expect(JSON.stringify(Resources)).toContain(`"location":"http://${host}/scim/v2/Users/`);
});
