import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { secretFrom } from '../../simulator/client/secret-input.ts';
import { runEntra } from '../../simulator/run-entra.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'secret-input-'));
const file = path.join(folder, 'token');
beforeAll(() => writeFileSync(file, 'scim_from-a-file\n'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a secret comes from the file, without its line end, before it comes from the environment', () => {
  expect(secretFrom(file, 'scim_from-the-environment')).toBe('scim_from-a-file');
  expect(secretFrom(undefined, 'scim_from-the-environment')).toBe('scim_from-the-environment');
  expect(secretFrom(undefined, undefined)).toBeUndefined();
  expect(() => secretFrom(path.join(folder, 'none'), 'x')).toThrow('ENOENT');
});

test('the simulator sends what is in --token-file', async () => {
  const sent: (string | undefined)[] = [];
  const server = createServer(({ headers }, answer) => {
    sent.push(headers.authorization);
    answer.writeHead(401).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/scim/v2`;
  await runEntra(['--url', url, '--token-file', file], {}, { out: () => {}, err: () => {} });
  server.close();
  expect(sent).toContain('Bearer scim_from-a-file');
});

test('standard input is waited for: whoever makes the token may take its time', async () => {
  const module = path.join(import.meta.dirname, '..', '..', 'simulator', 'client', 'secret-input.ts');
  const code = `import { secretFrom } from ${JSON.stringify(module)};
    console.log('reading');
    console.log(secretFrom('-', undefined));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const errors = text(child.stderr);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    if (printed === '') child.stdin.end('scim_from-a-pipe\n');
    printed += String(chunk);
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  expect([exitCode, printed, await errors]).toEqual([0, 'reading\nscim_from-a-pipe\n', '']);
});
