import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import { ceilingRows } from '../../../tools/cli/ceilings/count.ts';
import { runCli, type Ended } from '../../support/run-cli.ts';
import { wholePlay } from '../../support/sizes.ts';
import { startFakeAws, type FakeAws, type FakeWorld } from './fake-aws.ts';

const KEYS = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
];
const OTHER_KEYS = [
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_DEFAULT_REGION',
  'AWS_CONFIG_FILE',
  'AWS_EC2_METADATA_DISABLED',
];
const before = { cwd: process.cwd(), env: { ...process.env } };
let folder: string;
let aws: FakeAws | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenant-cli-'));
  mkdirSync(path.join(folder, 'tenants'));
  process.chdir(folder);
  for (const key of [...KEYS, ...OTHER_KEYS]) delete process.env[key];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' });
});
afterEach(() => {
  aws?.stop();
  aws = undefined;
  process.chdir(before.cwd);
  for (const key of [...KEYS, ...OTHER_KEYS]) {
    const was = before.env[key];
    if (was === undefined) delete process.env[key];
    else process.env[key] = was;
  }
  rmSync(folder, { recursive: true });
});

const scim = (...words: string[]): Promise<Ended> => runCli(folder, ['tenant', ...words]);
const file = (name: string): string => path.join(folder, 'tenants', `${name}.json`);
const write = (name: string, content: string | object): void =>
  writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content));

async function withAws(world: FakeWorld): Promise<FakeAws> {
  aws = await startFakeAws(world);
  Object.assign(process.env, aws.env);
  return aws;
}

describe('init and validate', () => {
  test('a tenant that was begun is right, and so is one with every setting in force', async () => {
    const made = await scim('init', 'acme');
    expect([made.code, made.stdout]).toEqual([0, `${file('acme')}\n`]);
    expect(made.stderr).toContain("npx cdk deploy 'acme/*'");
    const text = readFileSync(file('acme'), 'utf8');
    expect(await format(text, { parser: 'json' })).toBe(text);
    const inForce = text.replaceAll(/^ {2}\/\/ ("\w+": .*)$/gm, '  $1');
    expect(inForce.match(/^ {2}"/gm)?.length).toBeGreaterThan(15);
    write('whole', inForce);
    const checked = await scim('validate');
    expect([checked.code, checked.stdout, checked.stderr]).toEqual([0, '', '2 tenant files: nothing is wrong\n']);
  });

  test('a file that is there stays as it is', async () => {
    write('acme', '{ "profile": "strict" }');
    const again = await scim('init', 'acme');
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/acme\.json is there already/)]);
    expect(readFileSync(file('acme'), 'utf8')).toBe('{ "profile": "strict" }');
    expect((await scim('init', 'Acme')).code).toBe(2);
  });

  test('every mistake of every file is told at once, or of those that are named', async () => {
    write('acme', '{ "profile": "okta", "alarmEmail": "ops", "profile": "entra", // why\n }');
    write('blue', '{ "guard" }');
    write('good', {});
    write('much', { reservedConcurrency: { scim: 901 } });
    const all = await scim('validate');
    expect(all.code).toBe(1);
    expect(all.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^tenants\/acme\.json: line 1: the key "profile" stands/),
      expect.stringMatching(/^tenants\/acme\.json: alarmEmail: received "ops"; allowed: one e-mail address/),
      expect.stringMatching(/^tenants\/blue\.json: not valid JSON: line 1 column 11: } stands where the colon/),
      expect.stringMatching(/^reservedConcurrency: all tenants of the account at hand/),
    ]);
    expect(all.stderr).toBe('error: 4 mistakes in 4 tenant files, and in what tenants have together\n');
    const one = await scim('validate', 'good', '--account-concurrency', '2000');
    expect([one.code, one.stderr]).toEqual([0, 'tenants/good.json: nothing is wrong\n']);
    const none = await scim('validate', 'nobody');
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringContaining('there is no tenants/nobody.json; there are'),
    ]);
    const { stdout } = await scim('validate', 'blue', '--json', '--account-concurrency', '2000');
    expect(JSON.parse(stdout)).toMatchObject({ tenants: [{ name: 'blue', problems: [expect.any(String)] }] });
  });
});

test('validate tells what tenants cannot be together, and what they share, as a synth would', async () => {
  const table = {
    name: 'one',
    streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/one/stream/2027-01-31T12:00:00.000',
  };
  write('acme', { domain: 'scim.example.com/acme', table });
  write('blue', { domain: 'scim.example.com/acme', table });
  writeFileSync(path.join(folder, 'fleet.json'), '{ "alarmMail": "x" }');
  const { code, stdout } = await scim('validate', 'acme');
  expect([code, stdout.trim().split('\n')]).toEqual([
    1,
    [
      'blue: domain: https://scim.example.com/acme is that of acme; give each its own path',
      'blue: table: arn:aws:dynamodb:eu-west-1:123456789012:table/one is that of acme; allowed: a table of its own',
      expect.stringMatching(/^fleet\.json: \(top level\): unknown key "alarmMail"/),
    ],
  ]);
});

wholePlay('ceilings: all of them, and what to do about those that are near', async () => {
  write('acme', {});
  const none = await scim('ceilings');
  expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/there is no .*cdk\.json/)]);
  const context = { quotas: { eventBuses: 1 } };
  writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ app: 'x', context }));
  const { code, stdout, stderr } = await scim('ceilings');
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^event buses +1 +1 +1 +1 +account at hand, Region at hand$/m),
  ]);
  expect(stdout).toMatch(/^reserved concurrency +0 +900 +1 +any/m);
  expect(stderr).toMatch(/^event buses: one tenant takes 1 of 1 /);

  write('blue', {});
  const shown: string[] = [];
  await ceilingRows((how) => void setImmediate(() => shown.push(how)));
  // Whoever shows it had a turn before each: it is not told at the end, when all have been counted.
  expect(shown).toEqual(['1 of 2 tenants', '2 of 2 tenants']);
});

describe('list', () => {
  test('files and stacks of every Region, with the version and what is not as it should be', async () => {
    write('acme', {});
    write('blue', { env: { region: 'eu-central-1' } });
    const fine = { status: 'UPDATE_COMPLETE' };
    await withAws({
      stacks: {
        'scim-acme-data': fine,
        'scim-acme-jobs': { outputs: { Version: '0.2.0 (abc)' } },
        'scim-acme-events': { status: 'UPDATE_ROLLBACK_COMPLETE' },
        'scim-lost-data': fine,
        'another-stack': fine,
      },
    });
    const { code, stdout } = await scim('list', '--json');
    const rows = (JSON.parse(stdout) as Record<string, unknown>[]).filter(({ region }) => region === 'eu-west-1');
    expect([code, rows]).toEqual([
      0,
      [
        {
          tenant: 'acme',
          region: 'eu-west-1',
          file: 'yes',
          state: 'events UPDATE_ROLLBACK_COMPLETE, api missing',
          version: '0.2.0 (abc)',
          changed: '2026-11-01T00:00:00.000Z',
        },
        expect.objectContaining({ tenant: 'lost', file: 'no', state: 'jobs missing, events missing, api missing' }),
      ],
    ]);
    expect(stdout).toContain('"tenant":"blue","region":"eu-central-1","file":"yes","state":"not deployed"');
  });

  test('what is missing to ask AWS is said in a sentence, behind what the files say', async () => {
    write('acme', { env: { region: 'eu-central-1' } });
    const alone = await scim('list');
    expect(alone.code).toBe(1);
    expect(alone.stdout).toMatch(/^acme +eu-central-1 +yes +-/m);
    expect(alone.stderr).toMatch(/^error: what is deployed is not known: there are no AWS credentials: sign in/);
    write('acme', {});
    expect((await scim('list')).stderr).toMatch(/no AWS Region is known: set AWS_REGION/);
  });
});

const TABLE = 'scim-acme-data-TableCD117FA1-1ABC';
const deployed = (): FakeWorld => ({
  stacks: {
    'scim-acme-data': {
      protected: true,
      outputs: { TableName: TABLE },
      resources: [{ type: 'AWS::DynamoDB::GlobalTable', id: TABLE, status: 'DELETE_SKIPPED' }],
    },
    'scim-acme-jobs': {},
    'scim-acme-events': {},
    'scim-acme-api': {
      protected: true,
      resources: [{ type: 'AWS::IAM::Role', id: 'logging', status: 'DELETE_SKIPPED' }],
    },
    'scim-acme-eu-data': {},
  },
  tables: {
    [TABLE]: { protected: true, recovery: true, backups: [{ name: 'before', type: 'USER' }] },
    'scim-acme-eu-data-TableCD117FA1-2ABC': { protected: true, recovery: true, backups: [] },
  },
});
const changes = ({ calls }: FakeAws): string[] => calls.filter((call) => /^(Delete|Update)/.test(call));

describe('remove', () => {
  test('takes the stacks in order, protected or not, and says what stays', async () => {
    write('acme', {});
    const world = deployed();
    const fake = await withAws(world);
    const asked = await scim('remove', 'acme');
    expect([asked.code, changes(fake)]).toEqual([1, []]);
    const { code, stdout, stderr } = await scim('remove', 'acme', '--yes');
    expect(code).toBe(0);
    expect(changes(fake)).toEqual([
      'UpdateTerminationProtection scim-acme-api',
      'DeleteStack scim-acme-api',
      'DeleteStack scim-acme-events',
      'DeleteStack scim-acme-jobs',
      'UpdateTerminationProtection scim-acme-data',
      'DeleteStack scim-acme-data',
    ]);
    expect(stdout).toBe(
      'deleted: scim-acme-api, scim-acme-events, scim-acme-jobs, scim-acme-data\n' +
        `stays: table ${TABLE}, backups before\nstays: logging (AWS::IAM::Role)\n`,
    );
    expect(stderr).toMatch(/acme\.json is still there/);
    const again = await scim('remove', 'acme', '--yes');
    expect([again.code, again.stderr]).toEqual([
      1,
      `error: nothing of tenant "acme" is deployed in eu-west-1; stays: table ${TABLE}, backups before\n`,
    ]);
  });

  test('deletes data and backups only where the name is said once more, also behind the stacks', async () => {
    const world = deployed();
    const fake = await withAws(world);
    const wrong = await scim('remove', 'acme', '--yes', '--delete-data', 'acme-eu');
    expect([wrong.code, wrong.stderr, fake.calls]).toEqual([1, expect.stringContaining('nothing was done'), []]);
    await scim('remove', 'acme', '--yes');
    const { code, stdout } = await scim('remove', 'acme', '--yes', '--delete-data', 'acme', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { deleted: [], tables: [], kept: [] }]);
    expect(Object.keys(world.tables ?? {})).toEqual(['scim-acme-eu-data-TableCD117FA1-2ABC']);
    expect(changes(fake).slice(-4)).toEqual([
      `UpdateContinuousBackups ${TABLE}`,
      `UpdateTable ${TABLE}`,
      `DeleteBackup ${TABLE}`,
      `DeleteTable ${TABLE}`,
    ]);
  });

  test('deletes tables that were restored, and none that a tenant uses which was renamed', async () => {
    const world = deployed();
    world.stacks['scim-globex-data'] = { outputs: { TableName: TABLE } };
    const restored = { [`${TABLE}-20270131T120000Z`]: { protected: true, recovery: true, backups: [] } };
    Object.assign(world.tables ?? {}, restored);
    const fake = await withAws(world);
    await scim('remove', 'acme', '--yes');
    const before = fake.calls.length;
    const refused = await scim('remove', 'acme', '--yes', '--delete-data', 'acme');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      `error: the table ${TABLE} is in use by the tenant "globex": nothing was done\n`,
    ]);
    expect(fake.calls.slice(before).filter((call) => /^(Delete|Update)/.test(call))).toEqual([]);
    delete world.stacks['scim-globex-data'];
    expect((await scim('remove', 'acme', '--yes', '--delete-data', 'acme')).code).toBe(0);
    expect(Object.keys(world.tables ?? {})).toEqual(['scim-acme-eu-data-TableCD117FA1-2ABC']);
  });

  test('says why a stack cannot be deleted, and leaves those behind it', async () => {
    const world = deployed();
    world.stacks['scim-acme-events'] = { stuck: 'the bus has rules' };
    await withAws(world);
    const { code, stderr } = await scim('remove', 'acme', '--yes');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /error: the stack scim-acme-events is not deleted: Bus: the bus has rules\. What was before/,
      ),
    ]);
    expect(world.stacks['scim-acme-data']?.status).toBeUndefined();
  });

  test('a file that cannot be read leaves nobody to guess the Region', async () => {
    write('acme', '{ "env": ');
    const { code, stderr } = await scim('remove', 'acme', '--yes');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/where tenant "acme" is deployed is not known: .*not valid/),
    ]);
  });
});
