import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { startConsole, type Console } from '../../../tools/cli/console/server.ts';
import { openTenants, whereTenantsAre } from '../../../tools/cli/console/tenants.ts';
import { PlainError } from '../../../tools/plain-error.ts';

/** What each tenant of these tests fails with. */
const FAILURES: Readonly<Record<string, Error>> = {
  denied: new PlainError('tenant "denied" cannot be found in AWS', {
    cause: Object.assign(new Error('no'), { name: 'AccessDenied' }),
  }),
  asleep: Object.assign(new Error('log in'), { name: 'CredentialsProviderError' }),
  busy: Object.assign(new Error('slow down'), { name: 'ThrottlingException' }),
  gone: new AggregateError([Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })], 'all refused'),
  strange: new TypeError('what is this'),
};

const files = [
  { path: 'console.html', text: '<!doctype html>' },
  { path: 'assets/index-1.js', text: 'let a;' },
  { path: 'licences.txt', text: 'MIT' },
];
let served: Console;
let port: string;
let key: string;
beforeAll(async () => {
  const find = (name: string): Promise<never> => Promise.reject(FAILURES[name]);
  served = await startConsole({ tenants: openTenants(Object.keys(FAILURES), find), files, port: 0 });
  const url = new URL(served.url);
  [port, key] = [url.port, url.hash.slice(1)];
});
afterAll(() => served?.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } };
    const sent = request(options, (response) => {
      void text(response).then((answered) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const withKey = (): Record<string, string> => ({ authorization: `Bearer ${key}` });
const run = (path: string, body: string, type = 'application/json') =>
  send(`/api/tenants/${path}`, { method: 'POST', body, headers: { ...withKey(), 'content-type': type } });

test.each([
  [['demo'], ['demo'], 'demo, on this machine'],
  [['acme'], [], 'acme, in AWS by profile ops'],
  [['acme', 'demo', 'globex'], ['demo'], '3 tenants: demo on this machine, the others in AWS by profile ops'],
])('the console of %j, of which %j are here, is told as "%s"', (names, here, told) => {
  expect(whereTenantsAre(names, here, 'profile ops')).toBe(told);
});

test('the page and its files are for everybody who comes by the right name', async () => {
  const page = await send('/');
  expect([page.status, page.body]).toEqual([200, '<!doctype html>']);
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("trusted-types 'none'"),
    'referrer-policy': 'no-referrer',
  });
  expect(page.body).not.toContain(key);
  expect((await send('/assets/index-1.js')).headers).toMatchObject({
    'cache-control': expect.stringContaining('immutable'),
  });
  expect((await send('/assets/index-2.js')).status).toBe(404);
  expect((await send('/', { method: 'HEAD' })).body).toBe('');
  expect((await send('/', { method: 'POST' })).headers).toMatchObject({ allow: 'GET, HEAD' });
  expect((await send('/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
});

test.each(['evil.example', '127.0.0.1', 'localhost:1', '[::1]'])('the host %j is somebody else', async (host) => {
  const named = host === '[::1]' ? `[::1]:${port}` : host;
  for (const path of ['/', '/api/tenants'])
    expect((await send(path, { headers: { ...withKey(), host: named } })).status).toBe(421);
});

test.each<[string, Record<string, string>, number]>([
  ['no key', { authorization: '' }, 401],
  ['another key', { authorization: 'Bearer wrong' }, 401],
  ['the key in another way', { authorization: 'Basic wrong' }, 401],
  ['another origin', { origin: 'http://evil.example' }, 403],
  ['no origin at all', { origin: 'null' }, 403],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
])('the API refuses %s', async (_, headers, status) => {
  const answer = await send('/api/tenants', { headers: { ...withKey(), ...headers } });
  expect([answer.status, answer.body.includes(key)]).toEqual([status, false]);
});

test('what is the matter with a tenant is its own state, and the others are told all the same', async () => {
  const headers = { ...withKey(), origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
  const { status, body } = await send('/api/tenants', { headers });
  const kinds = Object.fromEntries(
    (JSON.parse(body) as { tenants: { name: string; problem: { kind: string } }[] }).tenants.map(
      ({ name, problem }) => [name, problem.kind],
    ),
  );
  expect([status, kinds]).toEqual([
    200,
    { denied: 'denied', asleep: 'no-credentials', busy: 'busy', gone: 'unreachable', strange: 'failed' },
  ]);
  const glance = await send('/api/tenants/busy/glance', { headers });
  const problem = { kind: 'busy', detail: 'slow down' };
  expect([glance.status, JSON.parse(glance.body)]).toEqual([200, { place: null, glance: null, problem }]);
});

test.each<[string, string, string, number, string]>([
  ['of a tenant that is not here', 'nobody/commands/doctor', '{}', 404, 'there is no tenant'],
  ['that nobody knows', 'busy/commands/user%20rename', '{}', 404, 'there is no command'],
  ['of all objects', 'busy/commands/toString', '{}', 404, 'there is no command'],
  ['with a broken path', 'busy/commands/%E0%A4%A', '{}', 404, 'no such address'],
  ['without JSON', 'busy/commands/doctor', 'x', 400, 'the body is not JSON'],
  ['with a list', 'busy/commands/doctor', '[]', 400, 'has to be a JSON object'],
  ['with too little', 'busy/commands/user%20hold', '{"user":"ada"}', 400, '\\"reason\\" is missing'],
  ['with too much', 'busy/commands/doctor', '{"x":1}', 400, 'nothing is known about'],
  ['with another kind of value', 'busy/commands/user%20show', '{"user":{}}', 400, 'is a text'],
  [
    'that the command line refuses',
    'busy/commands/setup-link%20create',
    '{"label":"a","may":"all"}',
    400,
    'allowed is',
  ],
  ['with another scope', 'busy/commands/token%20create', '{"label":"a","scopes":["setup"]}', 400, 'a list of some of'],
  ['with a time that is none', 'busy/commands/purge', '{"asOf":"soon"}', 400, 'a time looks like'],
  ['that is right', 'busy/commands/user%20show', '{"user":"ada"}', 503, 'slow down'],
])('a command %s', async (_, path, body, status, said) => {
  const answer = await run(path, body);
  expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(said)]);
});

test('a command is JSON, not larger than it may be, and comes by POST', async () => {
  expect((await run('busy/commands/doctor', '{}', 'text/plain')).status).toBe(415);
  expect((await run('busy/commands/doctor', ' '.repeat(1024 * 1024 + 1))).status).toBe(413);
  expect((await send('/api/tenants/busy/commands/doctor', { headers: withKey() })).headers).toMatchObject({
    allow: 'POST',
  });
  expect((await send('/api/elsewhere', { headers: withKey() })).status).toBe(404);
});
