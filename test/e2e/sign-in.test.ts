import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createClient } from '../../lambdas/auth/client.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { runCycles } from '../../simulator/cycles/run-cycles.ts';
import {
  assertionClaims,
  assertionRequest,
  AUTH_MODES,
  clientCredentialsToken,
  clientRequest,
  entraToken,
  entraTokenClaims,
  federationToken,
  readToken,
  type AuthMode,
  type Token,
} from '../../simulator/client/sign-in.ts';
import { sizes, wholePlay } from '../support/sizes.ts';
import { ENTRA_TENANT, FEDERATION } from '../support/trusting-tenant.ts';
import { startSignInTenant, yearFromNow, type SignInTenant } from './tenant.ts';

let tenant: SignInTenant;
let tokens: Record<AuthMode, Token>;
let clientId: string;
let clientSecret: string;
/** Everything that nobody may find in table, logs or answers, and all refusals. */
const secrets = new Set<string>();
const bodies: string[] = [];

const keep = (token: string): string => {
  // Also its last part: that is what proves something.
  for (const secret of [token, token.slice(-43)]) secrets.add(secret);
  return token;
};

beforeAll(async () => {
  tenant = await startSignInTenant();
  const { issuer, credentials } = tenant;
  const { tokenUrl } = tenant.server;
  const now = new Date().toISOString();
  const bearer = createCredential({ label: 'Entra', scopes: ['scim'], now, expiresAt: yearFromNow() });
  const made = createClient({ label: 'Entra', scopes: ['scim'], now, expiresAt: yearFromNow() });
  await credentials.put(bearer.credential);
  await credentials.put(made.client);
  ({ secret: clientSecret } = made);
  clientId = made.client.keyId;
  keep(clientSecret);
  tokens = {
    bearer: bearer.token,
    'client-credentials': clientCredentialsToken({ tokenUrl, clientId, clientSecret, sent: 'both' }),
    federation: federationToken({ tokenUrl, issuer, ...FEDERATION }),
    'entra-token': entraToken(issuer, ENTRA_TENANT),
  };
});
afterAll(() => tenant?.stop());

async function provisioned(mode: AuthMode) {
  const token = tokens[mode];
  const kept: Token = async () => keep(await readToken(token));
  const { url } = tenant.server;
  let played = 0;
  const { refused, needlessWrites, cycles } = await runCycles({
    url,
    token: kept,
    users: sizes.signInUsers,
    dialect: 'flagged',
    domain: `${mode}.example`,
    onCycle: () => ((played += 1) === sizes.signInCycles ? 'stop' : undefined),
  });
  return { refused, needlessWrites, cycles: cycles.length };
}
const UNREFUSED = { refused: [], needlessWrites: 0, cycles: sizes.signInCycles };

wholePlay.each(AUTH_MODES)('Entra provisions with %s, and nothing is refused', async (mode) => {
  expect(await provisioned(mode)).toEqual(UNREFUSED);
});

interface Answered {
  status: number;
  detail: string;
  text: string;
}

/** Raw HTTP: `fetch` joins headers that come twice. */
function get(target: string, headers: string[]): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(target), { headers: ['Host', new URL(target).host, ...headers] }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        bodies.push(text);
        const { detail = '' } = JSON.parse(text) as { detail?: string };
        resolve({ status: response.statusCode ?? 0, detail, text });
      });
    });
    sent.on('error', reject).end();
  });
}

const bearer = async (mode: AuthMode): Promise<string> => `Bearer ${keep(await readToken(tokens[mode]))}`;

describe.each(AUTH_MODES)('with %s', (mode) => {
  const users = (query = ''): string => `${tenant.server.url}/Users${query}`;

  test('a header that comes twice is refused, and once after that it is not', async () => {
    const header = await bearer(mode);
    const twice = await get(users(), ['Authorization', header, 'Authorization', header]);
    expect([twice.status, twice.detail]).toEqual([400, expect.stringContaining('sent more than once')]);
    // The same token, and a header for which no answer is kept yet.
    const unseen = header.replace(' ', '   ');
    const different = await get(users(), ['Authorization', 'Bearer other', 'Authorization', unseen]);
    expect([different.status, different.detail]).toEqual([401, expect.stringContaining('several different ones')]);
    for (const once of [header, unseen])
      expect(await get(users('?count=0'), ['Authorization', once])).toMatchObject({ status: 200 });
  });

  test('a credential in the query string is refused, with a good header and without', async () => {
    const header = await bearer(mode);
    const query = `?access_token=${encodeURIComponent(header.slice(7))}`;
    expect(await get(users(query), [])).toMatchObject({ status: 401 });
    const answer = await get(users(query), ['Authorization', header]);
    expect([answer.status, answer.detail]).toEqual([400, expect.stringContaining('holds access_token')]);
  });

  test('the same with its end cut off is refused, and so is a header of 8 KB and of 12 KB', async () => {
    const header = await bearer(mode);
    const cut = await get(users(), ['Authorization', header.slice(0, -3)]);
    expect(cut.status).toBe(401);
    const long = await get(users(), ['Authorization', `${header}${'x'.repeat(8192)}`]);
    expect([long.status, long.detail]).toEqual([401, expect.stringContaining('Authorization header')]);
    const longer = await get(users(), ['Authorization', `${header}${'x'.repeat(12_000)}`]);
    expect(longer.status).toBeGreaterThanOrEqual(400);
    expect(longer.status).toBeLessThan(500);
  });

  test('it may not read the directory', async () => {
    const answer = await get(`${tenant.server.directoryUrl}/users`, ['Authorization', await bearer(mode)]);
    expect([answer.status, answer.detail]).toEqual([403, expect.stringContaining('needs the scope directory')]);
  });
});

test('a credential for reading reads and searches, and writes nothing', async () => {
  const made = createCredential({
    label: 'auditor',
    scopes: ['scim:read'],
    now: new Date().toISOString(),
    expiresAt: yearFromNow(),
  });
  await tenant.credentials.put(made.credential);
  const call = async (method: string, path: string, body?: object): Promise<number> => {
    const response = await fetch(`${tenant.server.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${keep(made.token)}`, 'Content-Type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    bodies.push(await response.text());
    return response.status;
  };
  const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 1 };
  expect(await call('GET', '/Users?count=1')).toBe(200);
  expect(await call('POST', '/Users/.search', search)).toBe(200);
  expect(await call('POST', '/Users', { userName: 'a@b.example' })).toBe(403);
  expect(await call('PATCH', '/Users/x', {})).toBe(403);
  expect(await call('DELETE', '/Users/x')).toBe(403);
  expect(await call('POST', '/Bulk', {})).toBe(403);
});

test('the token endpoint refuses over HTTP as RFC 6749 says, and says where it is', async () => {
  const ask = async (init: RequestInit, query = '') => {
    const response = await fetch(`${tenant.server.tokenUrl}${query}`, init);
    const text = await response.text();
    bodies.push(text);
    return [response.status, (JSON.parse(text) as { error: string }).error, response.headers.get('cache-control')];
  };
  const form = { tokenUrl: '', clientId, clientSecret, sent: 'both' } as const;
  expect(await ask(clientRequest({ ...form, clientSecret: 'wrong' }))).toEqual([401, 'invalid_client', 'no-store']);
  expect(await ask(clientRequest(form), `?client_secret=${clientSecret}`)).toEqual([
    400,
    'invalid_request',
    'no-store',
  ]);
  expect(await ask({ ...clientRequest(form), body: 'grant_type=password' })).toEqual([
    415,
    'invalid_request',
    'no-store',
  ]);
  expect(await ask({ method: 'POST', body: new URLSearchParams({ grant_type: 'password' }) })).toEqual([
    400,
    'unsupported_grant_type',
    'no-store',
  ]);
  expect(await ask({ method: 'GET' })).toEqual([405, 'invalid_request', 'no-store']);
  const assertion = await tenant.issuer.sign({ ...assertionClaims(FEDERATION), aud: 'api://other' });
  keep(assertion);
  expect(await ask(assertionRequest(FEDERATION.clientId, assertion))).toEqual([401, 'invalid_client', 'no-store']);
  const described = await fetch(new URL('/.well-known/oauth-authorization-server', tenant.server.tokenUrl));
  expect(await described.json()).toMatchObject({
    token_endpoint: tenant.server.tokenUrl,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  });
});

test('an issuer that signs wrongly is refused', async () => {
  const { issuer, server } = tenant;
  const forged = keep(await issuer.sign(entraTokenClaims(ENTRA_TENANT), { alg: 'HS256' }));
  const answer = await get(`${server.url}/Users`, ['Authorization', `Bearer ${forged}`]);
  expect([answer.status, answer.detail]).toEqual([401, expect.stringContaining('signed with HS256')]);
});

test('no secret of this run is in the table, the logs of the functions, or any answer that refused something', async () => {
  const items: string[] = [];
  const { documentClient: client, tableName: TableName } = tenant;
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) items.push(JSON.stringify(Items));
  const places = {
    table: items.join(),
    logs: readFileSync(path.join(tenant.server.folder, 'functions.log'), 'utf8'),
    answers: bodies.join(),
  };
  expect(secrets.size).toBeGreaterThan(10);
  for (const [place, text] of Object.entries(places)) {
    expect(text.length).toBeGreaterThan(1000);
    const found = [...secrets].filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`);
    expect(found).toEqual([]);
  }
});
