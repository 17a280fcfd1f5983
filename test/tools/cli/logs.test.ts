import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MINUTE } from '../../../lambdas/duration.ts';
import { hashOfCode } from '../../../lib/build-id.ts';
import { bundleEntries } from '../../../lib/bundle.ts';
import { formatLine, isError, requestIdsOf } from '../../../tools/cli/logs/line.ts';
import { runCli, type Ended } from '../../support/run-cli.ts';
import { startFakeAws, type FakeAws, type FakeLine } from './fake-aws.ts';

const GATEWAY = 'gateway-0001';
const [SCIM, AUTHORIZER] = ['lambda-scim-0001', 'lambda-auth-0001'];
const now = Date.now();
const line = (id: string, minutesAgo: number, text: string | object): FakeLine => ({
  id,
  at: now - minutesAgo * MINUTE,
  text: typeof text === 'string' ? text : JSON.stringify(text),
});
/** Of a program that the files here make, the place of a text in it as a stack has it, and of one that they do not. */
const program = bundleEntries(process.cwd(), new Map([['smoke', 'lambdas/handlers/smoke.ts']]))('smoke');
const before = Buffer.from(program.code).toString().split('CodeDeploy_20141006')[0]?.split('\n') ?? [];
const stackOfBuild = (build: string): object => ({
  level: 'ERROR',
  service: 'smoke',
  requestId: 'gateway-0003',
  build,
  error: { stack: `Error: no\n    at x (file:///var/task/index.mjs:${before.length}:${before.at(-1)?.length})` },
});
const LOGS = {
  'scim-acme-api-AccessLog1': [
    line('a1', 5, {
      requestId: GATEWAY,
      status: '504',
      functionRequestId: SCIM,
      authorizerRequestId: AUTHORIZER,
      route: '/scim/v2/Users',
    }),
    line('a2', 4, { requestId: 'gateway-0002', status: '200', functionRequestId: 'lambda-scim-0002' }),
  ],
  'scim-acme-api-ScimLogs1': [
    line('s1', 6, `START RequestId: ${SCIM} Version: $LATEST\n`),
    line('s2', 5, `2026-11-01T00:00:00.000Z ${SCIM} Task timed out after 29.00 seconds\n`),
    line('s3', 4, {
      level: 'INFO',
      message: 'request',
      requestId: 'gateway-0002',
      lambdaRequestId: 'lambda-scim-0002',
    }),
    line('s5', 200, stackOfBuild(`0123456789ab.${hashOfCode(program.code)}`)),
    line('s6', 199, stackOfBuild('0123456789ab.000000000000')),
    line('s4', 90, { level: 'ERROR', message: 'unexpected error', requestId: 'gateway-0000' }),
  ],
  'scim-acme-api-AuthorizerLogs1': [
    line('u1', 6, { level: 'INFO', message: 'allowed', requestId: GATEWAY, lambdaRequestId: AUTHORIZER }),
  ],
};
const group = (logicalId: string, id: string) => ({ type: 'AWS::Logs::LogGroup', logicalId, id });
let folder: string;
let aws: FakeAws;
const environment = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'logs-'));
  const resources = [
    group('AccessLog8DE3F1A0', 'scim-acme-api-AccessLog1'),
    group('ScimLogs0A1B2C3D', 'scim-acme-api-ScimLogs1'),
    group('AuthorizerLogs0A1B2C3D', 'scim-acme-api-AuthorizerLogs1'),
    { type: 'AWS::Lambda::Function', id: 'x' },
  ];
  const stacks = { 'scim-acme-api': { resources }, 'scim-acme-events': {}, 'scim-acme-jobs': {} };
  aws = await startFakeAws({ stacks, logs: LOGS });
  Object.assign(process.env, aws.env);
});
afterAll(() => {
  aws.stop();
  for (const key of Object.keys(aws.env)) {
    const was = environment[key];
    if (was === undefined) delete process.env[key];
    else process.env[key] = was;
  }
  rmSync(folder, { recursive: true });
});

const logs = (...words: string[]): Promise<Ended> => runCli(folder, ['logs', '--tenant', 'acme', ...words]);
const idsIn = ({ stdout }: Ended): string[] =>
  stdout.trim() === ''
    ? []
    : stdout
        .trim()
        .split('\n')
        .map((text) => {
          const { source, message, status } = JSON.parse(text) as Record<string, string>;
          return `${source} ${(message ?? status ?? '').slice(0, 30)}`;
        });

test('the last hour of all log groups, by time, as text and as JSON', async () => {
  const ended = await logs();
  expect([ended.code, ended.stdout.trim().split('\n')]).toEqual([
    0,
    [
      expect.stringMatching(/Z scim +START RequestId/),
      expect.stringMatching(/Z authorizer INFO allowed requestId=gateway-0001 lambdaRequestId=lambda-auth-0001$/),
      expect.stringMatching(/Z gateway +requestId=gateway-0001 status=504/),
      expect.stringMatching(/Z scim .*Task timed out/),
      expect.stringMatching(/Z gateway .*status=200/),
      expect.stringMatching(/Z scim +INFO request/),
    ],
  ]);
  expect(idsIn(await logs('--json', '--since', '2h'))[0]).toBe('scim unexpected error');
});

test.each([
  ['the id of API Gateway', GATEWAY],
  ["Lambda's id of one of the functions", SCIM],
])('a request is found in every function by %s, its time-out, too', async (_, id) => {
  const found = idsIn(await logs('--request', id, '--json'));
  expect(found).toEqual(
    expect.arrayContaining(['gateway 504', 'authorizer allowed', expect.stringMatching(/^scim 2026/)]),
  );
  expect(found).not.toContain('scim request');
});

test('errors are what went wrong here', async () => {
  expect(idsIn(await logs('--errors', '--json', '--since', '2h'))).toEqual([
    'scim unexpected error',
    'gateway 504',
    expect.stringMatching(/^scim 2026/),
  ]);
  const none = await logs('--request', 'gateway-0009');
  expect([none.code, none.stdout, none.stderr]).toEqual([0, '', expect.stringMatching(/nothing was logged/)]);
});

test('a stack is mapped where the files here make the program that wrote it, and else it is told how to', async () => {
  const { code, stdout, stderr } = await logs('--request', 'gateway-0003', '--since', '4h');
  const [mapped, other] = stdout.split('\n');
  expect(mapped).toMatch(/Error: no\\n +at x \(lambdas\/handlers\/smoke\.ts:\d+:\d+\)/);
  expect(other).toMatch(/at x \(file:\/\/\/var\/task\/index\.mjs:\d+:\d+\)/);
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(
      /^warning: smoke runs build \w+\.0{12}, and the files here .* scim --silent -- stack-map -$/m,
    ),
  ]);
});

test('a local tenant has the log of its dev server, or says plainly that there is none', async () => {
  const none = await runCli(folder, ['logs', '--tenant', 'blue', '--local']);
  expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/functions\.log is not there: a dev server/)]);
  mkdirSync(path.join(folder, 'blue'));
  const at = new Date(now - MINUTE).toISOString();
  const text = [
    JSON.stringify({ timestamp: at, service: 'scim', level: 'INFO', message: 'request', requestId: 'local-0001' }),
    JSON.stringify({ timestamp: at, service: 'scim', level: 'ERROR', message: 'unexpected error' }),
    '    at somewhere',
  ];
  writeFileSync(path.join(folder, 'blue', 'functions.log'), text.join('\n'));
  const all = await runCli(folder, ['logs', '--tenant', 'blue', '--local']);
  expect(all.stdout.trim().split('\n')).toHaveLength(3);
  const errors = await runCli(folder, ['logs', '--tenant', 'blue', '--local', '--errors']);
  expect(errors.stdout).toMatch(/^\S+ scim +ERROR unexpected error\n$/);
});

test('what a line says', () => {
  const of = (text: string) => ({ id: '1', at: 0, source: 'scim', text });
  expect(isError(of('{"level":"WARN"}'))).toBe(false);
  expect(isError(of('{"status":503}'))).toBe(true);
  expect(isError(of('RequestId: x Error: Runtime exited with error: signal: killed'))).toBe(true);
  expect(requestIdsOf(of('{"requestId":"a b","lambdaRequestId":"12345678"}'))).toEqual(['12345678']);
  expect(formatLine(of('{ broken'))).toBe('1970-01-01T00:00:00.000Z scim       { broken');
});
