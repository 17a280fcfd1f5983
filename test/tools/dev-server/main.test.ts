import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { signedWith } from '../../../tools/dev-server/server/local-key.ts';
import type { ServerInfo } from '../../../tools/dev-server/server/state-folder.ts';
import { eventually } from '../../support/eventually.ts';
import { wholePlay } from '../../support/sizes.ts';
import { workerDatabase } from '../../support/worker-database.ts';
import { refusalOf, startHere } from './in-process.ts';
import { processesWith } from './processes.ts';
import { runNode } from '../../support/run-node.ts';
import type { Running } from '../../support/run-node.ts';
import { FIXTURE_PROJECT } from './fixture-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dev-server-test-'));
const started: Running[] = [];
afterAll(() => {
  for (const { child } of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[], env: Record<string, string> = {}, cwd = FIXTURE_PROJECT): Running {
  const running = runNode('tools/dev-server/main.ts', args, { cwd, env: { SCIM_LOCAL_DIR: folder, ...env } });
  started.push(running);
  return running;
}
const ITEM = { pk: { S: 'kept' }, sk: { S: 'kept' } };
const readInfo = (local = folder): ServerInfo =>
  JSON.parse(readFileSync(path.join(local, 'demo', 'server.json'), 'utf8')) as ServerInfo;
const javaProcesses = (): number[] => processesWith(`-dbPath ${path.join(folder, 'demo', 'dynamodb')}`);
const urlOf = async ({ printed }: Running): Promise<string> => (await printed(/^Tenant URL:\s+(\S+)$/m))[1] ?? '';
const tokenOf = async ({ printed }: Running): Promise<string> => (await printed(/^Secret token:\s+(\S+)$/m))[1] ?? '';

describe('a start that cannot succeed says so in one sentence and exits with 1', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['unknown tenant', ['--tenant', 'nope'], {}, /^there is no tenant "nope": add tenants\/nope\.json, .*: demo\n$/],
    ['unknown flag', ['--bogus'], {}, /^error: unknown option '--bogus'\n$/],
    ['bad port', ['--port', 'x'], {}, /a port is a number from 0 to 65535\.\n$/],
  ])('%s', async (name, args, env, expected) => {
    const running = start(['--port', '0', ...args], { SCIM_LOCAL_DIR: path.join(folder, name), ...env });
    expect(await running.exit).toBe(1);
    expect(running.output.stderr).toMatch(expected);
    expect(running.output.stdout).toBe('');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no Java', { JAVA_HOME: '/nowhere' }, /^DynamoDB Local needs Java 17 or newer, and "\/nowhere\/bin\/java" .*\n$/],
    ['bad endpoint', { DYNAMODB_ENDPOINT: 'nonsense' }, /^DYNAMODB_ENDPOINT is "nonsense": it must be a URL .*\n$/],
    ['deaf endpoint', { DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' }, /^DYNAMODB_ENDPOINT .* does not answer .*\n$/],
    ['bad token', { SCIM_TOKEN: 'two words' }, /^SCIM_TOKEN .*\n$/],
  ])('%s', async (name, env, expected) => {
    expect(await refusalOf(['--port', '0'], { SCIM_LOCAL_DIR: path.join(folder, name), ...env })).toMatch(expected);
  });

  test('a folder that cannot be written to', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(await refusalOf(['--port', '0'], { SCIM_LOCAL_DIR: file })).toMatch(
      /^cannot write to .*demo \(.*\): set SCIM_LOCAL_DIR to a folder that can be written to\n$/,
    );
  });

  test('a Node that is too old', async () => {
    const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.17.1' } })";
    const running = runNode('tools/check-node.mjs', [], {
      cwd: folder,
      before: ['--import', `data:text/javascript,${old}`],
    });
    expect(await running.exit).toBe(1);
    expect(running.output.stderr).toMatch(/^Node 22\.17\.1 is too old, 22\.18 or newer is needed: run "npm ci" .*\n$/);
  });

  test('port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const refusal = await refusalOf(['--port', String(port)], { SCIM_LOCAL_DIR: path.join(folder, 'port') });
    expect(refusal).toMatch(new RegExp(`^port ${port} is in use by another program: .*--port\n$`));
    other.close();
  });

  test('broken app', async () => {
    const project = path.join(folder, 'broken-project');
    cpSync(FIXTURE_PROJECT, project, { recursive: true });
    writeFileSync(path.join(project, 'app.mjs'), 'throw new Error("tenants/demo.json: unknown key");');
    const env = { SCIM_LOCAL_DIR: path.join(folder, 'broken'), DYNAMODB_ENDPOINT: await workerDatabase() };
    expect(await refusalOf(['--port', '0'], env, project)).toBe(
      'the stacks cannot be synthesized ("npm run synth" shows all of it): tenants/demo.json: unknown key\n',
    );
  });
});

wholePlay(
  'Ctrl-C leaves nothing behind, a restart finds token and data again, a kill takes Java along and no data',
  async () => {
    const first = start(['--port', '0']);
    const url = await urlOf(first);
    const token = await tokenOf(first);
    expect(first.output.stdout).toMatch(
      /^ +[\d.]+ s {2}starting tenant demo\n[^]* building functions[^]* built\n[^]* ready\n/,
    );
    expect((await fetch(url.replace('/scim/v2', '/open'))).status).toBe(200);
    expect(statSync(path.join(folder, 'demo', 'token')).mode & 0o777).toBe(0o600);

    const second = await refusalOf(['--port', '0'], { SCIM_LOCAL_DIR: folder });
    expect(second).toMatch(/^a dev server \(process \d+\) already uses .*\n$/);

    const client = (): DynamoDBClient =>
      new DynamoDBClient({
        endpoint: readInfo().dynamodbEndpoint,
        region: readInfo().region,
        credentials: signedWith(readInfo().dynamodbKey),
      });
    for (const file of ['server.json', 'dynamodb-key'])
      expect(statSync(path.join(folder, 'demo', file)).mode & 0o777).toBe(0o600);
    // It listens on every interface, and whoever does not know the key finds a database of their own.
    const stranger = new DynamoDBClient({ endpoint: readInfo().dynamodbEndpoint });
    expect((await stranger.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await client().send(new ListTablesCommand({}))).TableNames).toEqual([readInfo().tableName]);
    const { tableName: TableName } = readInfo();
    await client().send(new PutItemCommand({ TableName, Item: ITEM }));
    expect(javaProcesses().length).toBeGreaterThan(0);
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect(javaProcesses()).toEqual([]);
    expect(existsSync(path.join(folder, 'demo', 'server.json'))).toBe(false);

    const again = start(['--port', '0']);
    expect(await tokenOf(again)).toBe(token);
    expect(again.output.stdout).toContain('nothing has changed');
    const { Item } = await client().send(new GetItemCommand({ TableName, Key: ITEM }));
    expect(Item).toEqual(ITEM);
    await client().send(new PutItemCommand({ TableName, Item: { ...ITEM, late: { BOOL: true } } }));
    again.child.kill('SIGKILL');
    await again.exit;
    await eventually(() => (javaProcesses().length === 0 ? true : undefined));

    await tokenOf(start(['--port', '0']));
    const { Item: late } = await client().send(new GetItemCommand({ TableName, Key: ITEM }));
    expect(late).toHaveProperty('late');
  },
);

wholePlay.each<[string, string, (npm: number) => void]>([
  ['npm', 'start', (npm) => process.kill(npm, 'SIGTERM')],
  ['npm, which has a shell in between', 'shelled', (npm) => process.kill(npm, 'SIGTERM')],
  ['the process group of npm', 'start', (npm) => process.kill(-npm, 'SIGTERM')],
])('SIGTERM to %s ends the server and its database', async (name, script, end) => {
  const project = path.join(folder, name);
  cpSync(FIXTURE_PROJECT, project, { recursive: true });
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const start = scripts.start.replaceAll(/(\.\/)?tools\//g, `${process.cwd()}/tools/`);
  const shelled = `true && ${start}`;
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ scripts: { start, shelled } }));
  const local = path.join(folder, `${name} data`);
  const npm = spawn('npm', ['run', script, '--', '--port', '0'], {
    cwd: project,
    env: { ...process.env, SCIM_LOCAL_DIR: local, DYNAMODB_ENDPOINT: '', NODE_OPTIONS: '' },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = createInterface({ input: npm.stdout });
  printed.on('line', (line) => {
    if (line.includes('server.json') && npm.pid !== undefined) end(npm.pid);
  });
  // What has the pipe open is gone; DynamoDB Local has it not.
  await once(printed, 'close');
  await eventually(() =>
    processesWith(`-dbPath ${path.join(local, 'demo', 'dynamodb')}`).length === 0 ? true : undefined,
  );
  expect(existsSync(path.join(local, 'demo', 'lock'))).toBe(false);
});

test('--memory begins with an empty table in a database that goes on, too', async () => {
  const endpoint = await workerDatabase();
  const local = path.join(folder, 'forgetful');
  const env = { SCIM_LOCAL_DIR: local, DYNAMODB_ENDPOINT: endpoint };
  const client = new DynamoDBClient({ endpoint });
  for (const kept of [false, true]) {
    const server = await startHere(['--port', '0', '--memory'], env);
    const { tableName: TableName } = readInfo(local);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: ITEM }));
    expect(Item).toBeUndefined();
    if (!kept) await client.send(new PutItemCommand({ TableName, Item: ITEM }));
    await server.stop();
  }
  client.destroy();
});

wholePlay('--watch serves the new code when a source file changes, at the same address', async () => {
  const project = path.join(folder, 'watched-project');
  cpSync(FIXTURE_PROJECT, project, { recursive: true });
  const local = path.join(folder, 'watched');
  const running = start(
    ['--port', '0', '--watch', '--memory'],
    { SCIM_LOCAL_DIR: local, DYNAMODB_ENDPOINT: await workerDatabase() },
    project,
  );
  const url = (await urlOf(running)).replace('/scim/v2', '/open');

  writeFileSync(path.join(project, 'app.mjs'), 'throw new Error("broken for a moment");');
  writeFileSync(path.join(project, 'tenants', 'demo.json'), '{ }');
  await eventually(() => (running.output.stderr.includes('broken for a moment') ? true : undefined));
  expect((await fetch(url)).status).toBe(200);

  cpSync(path.join(FIXTURE_PROJECT, 'app.mjs'), path.join(project, 'app.mjs'));
  const code = 'export const handler = () => ({ statusCode: 200, body: "changed" }); export const stream = handler;';
  writeFileSync(path.join(project, 'assembly', 'asset.echo', 'index.mjs'), code);
  writeFileSync(path.join(project, 'tenants', 'demo.json'), '{}');
  await eventually(async () => ((await (await fetch(url)).text()) === 'changed' ? true : undefined));
  running.child.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});
