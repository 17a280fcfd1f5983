import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ServerInfo } from '../../../tools/dev-server/server/state-folder.ts';
import { startLocalTenant, type LocalTenant } from '../../support/local-tenant.ts';
import { runCli, type Ended } from '../../support/run-cli.ts';
import { runNode } from '../../support/run-node.ts';
import { startFakeCloudFormation } from './fake-cloudformation.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
let local: LocalTenant;
let url: string;

beforeAll(async () => {
  local = await startLocalTenant();
  ({ url } = local);
});
afterAll(() => local?.stop());

const scim = (args: string[]): Promise<Ended> => runCli(local.folder, args);

/** A process of its own, as an operator starts it. */
async function scimProcess(args: string[], more: Record<string, string> = {}): Promise<Ended> {
  const env = { SCIM_LOCAL_DIR: local.folder, ...more };
  const { exit, output } = runNode('tools/cli/main.ts', args, { cwd: ROOT, env });
  const code = await exit;
  return { code, ...output };
}
const listUsers = async (token: string): Promise<number> =>
  (await fetch(`${url}/Users?count=1`, { headers: { Authorization: `Bearer ${token}` } })).status;
const listTokens = async (): Promise<{ keyId: string; label: string; state: string; scopes: string[] }[]> =>
  JSON.parse((await scim(['token', 'list', '--json'])).stdout) as never;

test('a token is shown once, works, is listed without its secret, and ends when it is revoked', async () => {
  const created = await scimProcess(['token', 'create', '--label', 'Entra of Acme', '--expires-in-days', '30']);
  expect(created.code).toBe(0);
  expect(created.stdout).toMatch(/^scim_[0-9a-f]{16}_[\w-]{43}\n$/);
  expect(created.stderr).toContain(`target: tenant demo on this machine (${url})`);
  const token = created.stdout.trim();
  expect(created.stderr).not.toContain(token);
  expect(await listUsers(token)).toBe(200);

  const keyId = token.split('_')[1] ?? '';
  const listed = (await listTokens()).find((one) => one.keyId === keyId);
  expect(listed).toMatchObject({ label: 'Entra of Acme', scopes: ['scim'], state: 'valid' });
  expect(JSON.stringify(listed)).not.toMatch(/hash|secret/);
  expect((await scim(['token', 'list'])).stdout).toMatch(
    new RegExp(`^${keyId} +valid +scim +in 30 days +(?:just now|.* ago) .*Entra of Acme$`, 'm'),
  );

  expect((await scim(['token', 'revoke', keyId, '--yes'])).code).toBe(0);
  const revoked = (await listTokens()).find((one) => one.keyId === keyId);
  expect(revoked).toMatchObject({ state: 'revoked' });
});

test.each<[string, string[], number, RegExp]>([
  ['that did not work', ['token', 'revoke', 'nope'], 1, /error: there is no token with key id "nope"/],
  ['that was called wrongly', [], 2, /Usage: serverless-scim/],
])('a process %s ends with a code of its own, and has nothing to say on stdout', async (_, args, code, stderr) => {
  const ended = await scimProcess(args);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toMatch(stderr);
});

test('whoever reads no further ends nothing, and is no failure', async () => {
  const { child, exit, output } = runNode('tools/cli/main.ts', ['--help'], { cwd: ROOT });
  child.stdout?.destroy();
  expect([await exit, output.stderr]).toEqual([0, '']);
});

test('nobody ends in AWS who has not named a tenant', async () => {
  const aws = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1' };
  const before = { ...process.env };
  Object.assign(process.env, aws);
  try {
    for (const words of [['token', 'create'], ['logs'], ['purge', '--now', '--yes']]) {
      const { code, stdout, stderr } = await runCli(path.join(local.folder, 'nobody'), words);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^error: no dev server runs for tenant "demo": start one with .*--aws --tenant <name>$/m);
    }
  } finally {
    for (const name of Object.keys(aws)) delete process.env[name];
    Object.assign(process.env, before);
  }
});

test('the version is that of the project, with its commit where there is one', async () => {
  const { code, stdout } = await scim(['--version']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+( \([0-9a-f]{12}(-dirty)?\))?\n$/)]);
});

test('colours where there are some, and tables as wide as the terminal', async () => {
  const words = ['token', 'list'];
  const wide = await scim(words);
  expect(wide.stdout).not.toContain('\u001B');
  const coloured = await runCli(local.folder, words, { FORCE_COLOR: '1' });
  expect(coloured.stdout).toContain('\u001B[32mvalid');
  const without = await runCli(local.folder, [...words, '--no-color'], { FORCE_COLOR: '1' });
  expect(without.stdout).toBe(wide.stdout);
  const narrow = await runCli(local.folder, words, { COLUMNS: '80' });
  expect(narrow.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('--json prints the token as an object', async () => {
  const { stdout } = await scim(['token', 'create', '--json', '--scope', 'directory', 'scim']);
  expect(JSON.parse(stdout)).toMatchObject({
    scopes: ['directory', 'scim'],
    token: expect.stringMatching(/^scim_/) as string,
  });
});

test('a purge runs in the function, for now or as of a time', async () => {
  const dry = await scim(['purge', '--dry-run', '--as-of', '2027-01-01', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ asOf: '2027-01-01T00:00:00.000Z', dryRun: true, found: 0 });
  const now = await scim(['purge', '--now', '--yes']);
  expect([now.code, now.stdout]).toEqual([0, expect.stringMatching(/^due as of 20\S+Z: 0 users; 0 erased/)]);
});

test('a deployed tenant is found through the outputs of its stacks', async () => {
  const { tableName, dynamodbEndpoint, port, functions, key } = JSON.parse(
    readFileSync(path.join(local.folder, 'demo', 'server.json'), 'utf8'),
  ) as ServerInfo;
  const cloudformation = startFakeCloudFormation({
    'scim-demo-data': { TableName: tableName },
    'scim-demo-jobs': {
      PurgeFunctionName: functions['purge'] ?? '',
      OperatorFunctionName: functions['operator'] ?? '',
    },
  });
  await once(cloudformation, 'listening');
  const aws = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: key,
    AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${(cloudformation.address() as AddressInfo).port}`,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
  };
  const purged = await scimProcess(['purge', '--now', '--yes', '--aws', '--tenant', 'demo'], aws);
  expect(purged.stderr).toBe(
    `target: tenant demo in AWS (access key …${key.slice(-4)}, Region eu-west-1, stacks scim-demo-*)\n`,
  );
  expect(purged.code).toBe(0);

  const unknown = await scimProcess(['token', 'list', '--tenant', 'acme'], aws);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toMatch(
    /error: tenant "acme" cannot be found in AWS: Stack with id scim-acme-.* does not exist;/,
  );
  cloudformation.close();
});

test.each<[string, string[], number, RegExp]>([
  [
    'no server to be local',
    ['token', 'list', '--local', '--tenant', 'acme'],
    1,
    /^error: no dev server runs for tenant "acme"/,
  ],
  [
    'AWS without the name of a tenant',
    ['token', 'list', '--aws'],
    1,
    /^error: name the tenant in AWS: --aws --tenant <name>/,
  ],
  ['an unknown key id', ['token', 'revoke', 'nope'], 1, /error: there is no token with key id "nope"/],
  ['no command', [], 2, /Usage: serverless-scim/],
  ['an unknown command', ['tokens'], 2, /unknown command 'tokens'/],
  ['an unknown option', ['token', 'list', '--x'], 2, /unknown option '--x'/],
  ['a bad scope', ['token', 'create', '--scope', 'all'], 2, /Allowed choices are scim, scim:read, directory/],
  ['a bad number of days', ['token', 'create', '--expires-in-days', '0'], 2, /from 1 to 3650/],
  ['an overlap of years', ['token', 'rotate', 'x', '--overlap', '366d'], 2, /365d is the longest/],
  ['an empty label', ['token', 'create', '--label', ' '], 2, /a label has 1 to 100 characters/],
  ['a label with a line break', ['client', 'create', '--label', 'a\nb'], 2, /none that controls a terminal/],
  ['a tenant that cannot be one', ['token', 'list', '--tenant', ''], 2, /a tenant has 2 to 30 characters/],
  ['a bad time', ['purge', '--now', '--as-of', 'tomorrow'], 2, /2027-01-01T00:00:00Z/],
  ['a time without a zone', ['purge', '--now', '--as-of', '2027-01-01T12:00'], 2, /where Z is UTC/],
  ['a day that is none', ['purge', '--now', '--as-of', '2027-02-30'], 2, /where Z is UTC/],
  ['a purge of neither kind', ['purge'], 2, /give --now to erase, or --dry-run/],
  ['both targets', ['token', 'list', '--local', '--aws'], 2, /cannot be used with option/],
])('%s is an error that says what to do', async (_, args, code, stderr) => {
  const result = await scim(args);
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toMatch(stderr);
});
