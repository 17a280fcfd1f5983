import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TENANT_STACKS } from '../../../lib/tenant-stacks.ts';
import { stacksOf } from '../../../tools/cli/commands/tenant/stacks.ts';
import { tenantsOf } from '../../../tools/cli/tenant-file/ring.ts';
import { PlainError } from '../../../tools/plain-error.ts';
import { newApp, newStage } from '../../lib/synthesize.ts';
import { runCli } from '../../support/run-cli.ts';

const FILES = { acme: { ring: 'canary' }, globex: {}, hooli: { ring: 'canary' }, initech: { rnig: 'canary' } };
const folder = path.join(mkdtempSync(path.join(tmpdir(), 'rings-')), 'tenants');
mkdirSync(folder);
for (const [name, content] of Object.entries(FILES))
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content));

test('a ring has the tenants whose file names it, and all the others are the last one', () => {
  const told: string[] = [];
  const tell = (text: string) => void told.push(text);
  expect(tenantsOf('canary', folder, tell)).toEqual(['acme', 'hooli']);
  expect(told).toEqual([
    expect.stringMatching(/^left out: .*initech\.json: \(top level\): unknown key "rnig"; allowed: /),
  ]);
  expect(tenantsOf('all', folder, tell)).toEqual(['globex']);
  expect(() => tenantsOf('early', folder, tell)).toThrow(/^no tenant is in the ring early: write "ring": "early" into/);
  expect(() => tenantsOf('early', folder, tell)).toThrow(PlainError);
});

test('the stacks are those that the CDK makes of a tenant', () => {
  expect(newStage(newApp()).node.children.map(({ node }) => node.id)).toEqual([...TENANT_STACKS]);
  const [acme, hooli] = ['acme/data acme/jobs acme/events acme/api', 'hooli/data hooli/jobs hooli/events hooli/api'];
  expect(stacksOf(['acme', 'hooli']).join(' ')).toBe(`${acme} ${hooli}`);
});

test('scim tenant stacks prints them, or the names', async () => {
  const stacks = await runCli(folder, ['tenant', 'stacks', '--ring', 'all']);
  expect(stacks).toMatchObject({ code: 0, stdout: 'demo/data\ndemo/jobs\ndemo/events\ndemo/api\n' });
  const names = await runCli(folder, ['tenant', 'stacks', '--ring', 'all', '--names']);
  expect(names).toMatchObject({ code: 0, stdout: 'demo\n' });
  expect(await runCli(folder, ['tenant', 'stacks', '--ring', 'first'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/allowed choices are canary, early, all/i) as unknown,
  });
});

describe('a roll-out', () => {
  const project = mkdtempSync(path.join(tmpdir(), 'roll-'));
  mkdirSync(path.join(project, 'tenants'));
  for (const name of ['acme', 'blue', 'cafe', 'dent', 'echo'])
    writeFileSync(path.join(project, 'tenants', `${name}.json`), '{}');
  // AWS is not here: this says what it was asked to deploy, and what was told until then is on stderr.
  writeFileSync(path.join(project, 'cdk'), '#!/bin/sh\necho "cdk $*" >&2\ncase "$*" in *"$FAILS"*) exit 3 ;; esac\n', {
    mode: 0o755,
  });
  afterAll(() => rmSync(project, { recursive: true }));
  const roll = (ring: string, fails: string) => {
    const PATH = [project, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    const { status, stdout, stderr } = spawnSync('sh', [path.resolve('bin/roll.sh'), ring], {
      cwd: project,
      env: { PATH, FAILS: fails },
      encoding: 'utf8',
    });
    return { status, stdout, told: stderr.trim().split('\n') };
  };
  const deploys = (tenants: string): string =>
    `cdk deploy --concurrency 2 --require-approval never -c tenant=${tenants} **`;

  test('says which tenants of how many are deployed', () => {
    expect(roll('all', 'nobody')).toEqual({
      status: 0,
      stdout: '',
      told: [
        '1 and 2 of 5: acme,blue',
        deploys('acme,blue'),
        '3 and 4 of 5: cafe,dent',
        deploys('cafe,dent'),
        '5 of 5: echo',
        deploys('echo'),
      ],
    });
  });

  test('stops where one fails, ends as the CDK did, and says who is not begun', () => {
    expect(roll('all', 'tenant=acme')).toMatchObject({
      status: 3,
      told: [
        '1 and 2 of 5: acme,blue',
        deploys('acme,blue'),
        'stopped: 1 and 2 of 5 (acme,blue) failed; not begun: cafe dent echo',
      ],
    });
    expect(roll('early', 'nobody')).toMatchObject({
      status: 1,
      told: [expect.stringMatching(/no tenant is in the ring early/)],
    });
  });
});
