import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { wholePlay } from '../support/sizes.ts';

const directory = mkdtempSync(join(tmpdir(), 'app-'));
mkdirSync(join(directory, 'tenants'));
writeFileSync(join(directory, 'tenants/acme.json'), '{ "profile": "okta", "retention": { "days": 0 } }');
afterAll(() => rmSync(directory, { recursive: true }));

const APP = resolve('bin/app.ts');
const PROBLEMS =
  'tenants/acme.json: profile: received "okta"; allowed: "entra", "strict"\n' +
  'tenants/acme.json: retention.days: received 0; allowed: a whole number from 1 to 3650\n';
const NOTE = /^There are no AWS credentials: synth goes on, but deploy, diff and bootstrap will fail\. .*\n/;

/** A program where the tenant file is wrong, with nothing in its environment but that. */
const run = (program: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const PATH = [dirname(process.execPath), resolve('node_modules/.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: directory,
    env: { PATH, HOME: directory, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

test('the app ends with exit code 1 and one line per problem when a tenant file is wrong', () => {
  expect(run(process.execPath, [APP])).toEqual({ status: 1, stdout: '', stderr: PROBLEMS });
});

test('the app begins with a note where the CDK has found no credentials, and with none where it has', () => {
  const CDK_CLI_VERSION = '2.1148.1';
  const without = run(process.execPath, [APP], { CDK_CLI_VERSION });
  expect(without).toMatchObject({ status: 1, stderr: expect.stringMatching(NOTE) as unknown });
  expect(without.stderr.replace(NOTE, '')).toBe(PROBLEMS);
  const signedIn = run(process.execPath, [APP], { CDK_CLI_VERSION, CDK_DEFAULT_ACCOUNT: '123456789012' });
  expect(signedIn.stderr).toBe(PROBLEMS);
});

wholePlay('cdk itself, without credentials, prints that note before anything is built', () => {
  const { status, stderr } = run('cdk', ['ls', '--app', `${process.execPath} ${APP}`, '--no-notices']);
  expect([status, stderr]).toEqual([1, expect.stringMatching(new RegExp(NOTE.source, 'm'))]);
  expect(stderr.search(NOTE)).toBeLessThan(stderr.indexOf('tenants/acme.json'));
});
