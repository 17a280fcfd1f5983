import { jest } from '@jest/globals';
import { closeServer, createHttpServer } from '../../../tools/dev-server/http/http-server.ts';
import { listen } from '../../../tools/dev-server/http/listen.ts';
import { portOf } from '../../../tools/port.ts';
import { FIXTURE_KEY, startFixtureServer, type FixtureServer } from './fixture-server.ts';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

const key = { 'x-local-key': FIXTURE_KEY };
const signed = { Authorization: `AWS4-HMAC-SHA256 Credential=${FIXTURE_KEY}/2026, Signature=x` };
const INVOKE = '/2015-03-31/functions/scim-demo-api-Echo/invocations';

test.each([
  ['a web page that has its name lead here', (port: number) => `evil.example:${port}`],
  ['one that has no port', () => 'evil.example'],
  ['a name that ends like ours', (port: number) => `evil.localhost:${port}`],
  ['a name that begins like ours', (port: number) => `127.0.0.1.evil.example:${port}`],
  ['another address of this machine', (port: number) => `127.0.0.2:${port}`],
  ['another port', (port: number) => `127.0.0.1:${port - 1}`],
  ['a user in front of the host', (port: number) => `evil@127.0.0.1:${port}`],
])('%s gets nothing, with whatever credential', async (_, host) => {
  const Host = host(server.port);
  for (const [method, target] of [
    ['GET', '/scim/v2/Users'],
    ['GET', '/open'],
    ['GET', '/local/clock'],
    ['POST', INVOKE],
  ] as const) {
    const answer = await server.send(method, target, { headers: { Host, ...key, ...signed } });
    expect([answer.status, answer.body]).toEqual([
      421,
      expect.stringContaining('answers to 127.0.0.1, localhost, [::1]'),
    ]);
  }
});

test.each([
  (port: number) => `127.0.0.1:${port}`,
  (port: number) => `localhost:${port}`,
  (port: number) => `[::1]:${port}`,
])('this machine is served (%#)', async (host) => {
  const Host = host(server.port);
  expect((await server.send('GET', '/open', { headers: { Host } })).status).toBe(200);
  expect((await server.send('GET', '/local/clock', { headers: { Host, ...key } })).status).toBe(200);
});

test.each([
  ['GET', '/local/clock', {}, 'x-local-key'],
  ['POST', '/local/clock', {}, 'x-local-key'],
  ['POST', '/local/clock', { 'x-local-key': 'guessed' }, 'x-local-key'],
  ['POST', INVOKE, {}, 'x-local-key'],
  ['POST', INVOKE, { Authorization: 'AWS4-HMAC-SHA256 Credential=local/2026' }, 'x-local-key'],
  ['POST', '/local/clock', { ...key, Origin: 'https://evil.example' }, 'a web page of'],
  ['POST', '/local/clock', { ...key, Origin: 'null' }, 'a web page of'],
  ['POST', INVOKE, { ...signed, Origin: 'http://127.0.0.1:1' }, 'a web page of'],
])('%s %s with %j is refused, and says why', async (method, target, headers, why) => {
  const answer = await server.send(method, target, {
    headers,
    ...(method === 'POST' && { body: '{"milliseconds":1}' }),
  });
  expect([answer.status, answer.body]).toEqual([403, expect.stringContaining(why)]);
});

test('a page of the server itself may', async () => {
  const Origin = `http://127.0.0.1:${server.port}`;
  expect((await server.send('GET', '/local/clock', { headers: { ...key, Origin } })).status).toBe(200);
});

test('nothing is said of a request whose client has gone', async () => {
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const [asked, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const alone = createHttpServer(async (request) => {
    request.socket.once('close', gone.resolve);
    asked.resolve();
    await gone.promise;
    throw new Error('socket hang up');
  });
  await listen(alone, 0);
  const leaving = new AbortController();
  const answer = fetch(`http://127.0.0.1:${portOf(alone)}/`, { signal: leaving.signal }).catch(() => 'left');
  await asked.promise;
  leaving.abort();
  expect(await answer).toBe('left');
  await gone.promise;
  await closeServer(alone);
  expect(told).not.toHaveBeenCalled();
  told.mockRestore();
});
