import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { eventually } from '../../support/eventually.ts';
import { startFixtureServer, type FixtureServer } from './fixture-server.ts';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

async function open(query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const request = get({ port: server.port, host: '127.0.0.1', path: `/stream?${query}`, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

test('what a function streams goes to the client as it is, without a length, and is not compressed', async () => {
  const response = await open('do=parts&parts=3', { 'Accept-Encoding': 'gzip' });
  expect(response.statusCode).toBe(201);
  expect(response.headers).toMatchObject({ 'content-type': 'text/plain', 'content-encoding': 'none' });
  expect(response.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
  expect(await text(response)).toHaveLength(3 * 64 * 1024);
});

test('an answer may have no body', async () => {
  const { status, body } = await server.send('GET', '/stream?do=empty');
  expect([status, body]).toEqual([201, '']);
});

test('a client that takes no more stops the function, which never was far ahead of it', async () => {
  // 128 MB, of which it takes what is there when it goes.
  const folder = mkdtempSync(path.join(tmpdir(), 'streams-'));
  const tell = path.join(folder, 'written');
  const response = await open(`do=parts&parts=2000&tell=${tell}`);
  await once(response, 'readable');
  response.destroy();
  const written = await eventually(() => (existsSync(tell) ? readFileSync(tell, 'utf8') || undefined : undefined));
  expect(Number(written)).toBeLessThan(2000);
  rmSync(folder, { recursive: true });
  expect(server.errors).toEqual([]);
});

test('a function that fails breaks the answer off, so that no client takes it for whole', async () => {
  const response = await open('do=break');
  await expect(text(response)).rejects.toThrow('aborted');
  expect(server.errors.splice(0).join('\n')).toContain('TypeError: broken off');
});

test.each([
  ['headless', ''],
  ['early', 'TypeError: before the head'],
])('a function that gives no status (%s) is answered as one that is malformed', async (what, error) => {
  const { status } = await server.send('GET', `/stream?do=${what}`);
  expect(status).toBe(500);
  expect(server.errors.splice(0).join('\n')).toContain(error);
});
