import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Sent } from '../../lambdas/events/webhooks/attempt.ts';
import { signMessage } from '../../lambdas/events/webhooks/message.ts';
import { showSecret } from '../../lambdas/events/webhooks/secret.ts';
import { createSender } from '../../lambdas/handlers/composition/send-webhook.ts';
import type { WebhookSecret } from '../../lambdas/store/ports/webhooks.ts';
import { asPrinted, codeBlocks, stepsOf } from '../docs/code-blocks.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { sizes, wholePlay } from '../support/sizes.ts';

/** What is in clients/ and in docs/directory.md, run as its reader runs it: the package, its README, Python and curl. */

const PACKAGE = 'clients/typescript';
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (sizes.wholePlays && !hasPython) console.warn('clients/python is not tested: there is no python3.');

let folder: string;
let local: LocalTenant;
let env: NodeJS.ProcessEnv;
let made = 0;

beforeAll(async () => {
  if (!sizes.wholePlays) return;
  folder = mkdtempSync(path.join(tmpdir(), 'consumers-'));
  local = await startLocalTenant();
  env = {
    ...process.env,
    DIRECTORY_URL: local.directoryUrl,
    DIRECTORY_TOKEN: local.directoryToken,
    SCIM_LOCAL_DIR: local.folder,
    NODE_OPTIONS: '',
  };
  await createUsers(12);
});
afterAll(async () => {
  await local?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function createUsers(count: number): Promise<void> {
  const headers = { Authorization: `Bearer ${local.token}`, 'Content-Type': 'application/scim+json' };
  for (let number = 0; number < count; number += 1) {
    made += 1;
    const body = JSON.stringify({ userName: `user${made}@example.com`, displayName: `User ${made}` });
    expect((await fetch(`${local.url}/Users`, { method: 'POST', headers, body })).status).toBe(201);
  }
}

/** Runs a program to its end and answers what it printed; throws where it failed. */
function run(program: string, words: readonly string[], cwd = process.cwd()): string {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

/** Names of the users whom a copy in SQLite has. */
function namesIn(file: string): string[] {
  const db = new DatabaseSync(file);
  const rows = db.prepare('SELECT email FROM people').all();
  db.close();
  return rows.map(({ email }) => String(email)).sort();
}

const everybody = (): string[] => Array.from({ length: made }, (_, index) => `user${index + 1}@example.com`).sort();

/** The package as npm would install it, in a folder with README's example; answers the files of the package. */
function install(): string[] {
  const source = path.join(folder, 'package');
  cpSync(PACKAGE, source, { recursive: true, filter: (file) => !/\/(?:node_modules|dist)$/.test(file) });
  run(path.resolve('node_modules/.bin/tsc'), ['-p', PACKAGE, '--outDir', path.join(source, 'dist')]);
  const told = JSON.parse(run('npm', ['pack', '--ignore-scripts', '--json'], source)) as {
    filename: string;
    files: { path: string }[];
  }[];
  const { filename = '', files = [] } = told[0] ?? {};
  const modules = path.join(folder, 'node_modules');
  mkdirSync(modules);
  run('tar', ['-xzf', filename], source);
  cpSync(path.join(source, 'package'), path.join(modules, 'serverless-scim-directory'), { recursive: true });
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
    symlinkSync(path.resolve('node_modules', name), path.join(modules, name));
  const example = codeBlocks(readFileSync(`${PACKAGE}/README.md`, 'utf8')).find(({ language }) => language === 'js');
  writeFileSync(path.join(folder, 'example.mjs'), `${example?.lines.join('\n')}\n`);
  return files.map((file) => file.path);
}

wholePlay(
  'the package is its code, types, README and licence, and its README keeps a copy, killed or not',
  async () => {
    const files = install();
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter((file) => file.startsWith('dist/') && !/\.(?:js|d\.ts)$/.test(file))).toEqual([]);
    const file = path.join(folder, 'people.db');
    run(process.execPath, ['example.mjs'], folder);
    expect(namesIn(file)).toEqual(everybody());

    for (let round = 0; round < 4; round += 1) {
      const child = spawn(process.execPath, ['example.mjs'], { cwd: folder, env: { ...env, FOLLOW: 'yes' } });
      const ended = new Promise((resolve) => void child.once('close', resolve));
      await createUsers(3 + round * 5);
      child.kill('SIGKILL');
      await ended;
    }
    const names = await eventually(() => {
      run(process.execPath, ['example.mjs'], folder);
      const now = namesIn(file);
      return now.length === made ? now : undefined;
    });
    expect(names).toEqual(everybody());
  },
);

wholePlay('the copy that Python keeps', async () => {
  if (!hasPython) return;
  const file = path.join(folder, 'python.db');
  const sync = (): string => run('python3', ['clients/python/sync.py', file]);
  sync();
  await createUsers(2);
  const names = await eventually(() => {
    sync();
    const now = namesIn(file);
    return now.length === made ? now : undefined;
  });
  expect(names).toEqual(everybody());
});

wholePlay(
  'Python takes the calls of a webhook, each event once, and what is not ours or too old is refused',
  async () => {
    if (!hasPython) return;
    const [bytes, leaked] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    const child = spawn('python3', ['clients/python/receive.py', path.join(folder, 'inbox.db'), '0'], {
      env: { ...env, WEBHOOK_SECRET: showSecret(bytes) },
    });
    let printed = '';
    child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
    const url = await eventually(() => /^(http:\S+)\n/.exec(printed)?.[1]);
    const { send, close } = createSender({ allowLoopback: true });
    const call = async (id: string, by: Omit<WebhookSecret, 'turn' | 'madeAt'>, time = Date.now()): Promise<Sent> => {
      const message = { id, type: 'user.created', timestamp: new Date(time).toISOString(), data: { name: 'Ünique' } };
      return send(url, signMessage(message, { turn: 1, madeAt: '', ...by }, time));
    };
    try {
      expect(await call('a', { bytes })).toEqual({ status: 204 });
      expect(await call('a', { bytes })).toEqual({ status: 204 });
      expect(await call('b', { bytes: leaked, formers: [{ bytes, until: '9999-01-01' }] })).toEqual({ status: 204 });
      expect(await call('c', { bytes: leaked })).toEqual({ status: 401 });
      expect(await call('d', { bytes }, Date.now() - 400_000)).toEqual({ status: 401 });
      expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
      await eventually(() => (printed.includes('created b') ? true : undefined));
      expect(printed.split('\n').slice(1)).toEqual(['user.created a', 'again a', 'user.created b', '']);
    } finally {
      close();
      child.kill();
      await once(child, 'exit');
    }
  },
);

wholePlay('"A consumer in an afternoon" prints what docs/directory.md says', async () => {
  const page = readFileSync('docs/directory.md', 'utf8');
  const [, section = ''] = /^## A consumer in an afternoon\n(.*?)^## /ms.exec(page) ?? [];
  const copy = path.join(folder, 'copy');
  const values: readonly (readonly [string, string])[] = [
    ['.local/copy', copy],
    ['<Tenant URL>', local.url],
    ['<secret token>', local.token],
  ];
  const shell = (command: string): string =>
    run('sh', ['-c', values.reduce((text, [name, value]) => text.replaceAll(name, value), command)]);
  const isRun = (command: string): boolean =>
    !command.startsWith('export ') && (hasPython || !command.startsWith('python3 '));
  for (const { commands, printed } of stepsOf(section)) {
    const runnable = commands.filter(isRun);
    const first = runnable.map(shell).join('');
    // What changed is in the feed a moment later.
    await eventually(() => {
      if (asPrinted(printed).test(first)) return true;
      return asPrinted(printed).test(runnable.map(shell).join('')) || undefined;
    });
  }
});
