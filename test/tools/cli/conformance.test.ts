import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../../support/eventually.ts';
import { runNode } from '../../support/run-node.ts';
import { wholePlay } from '../../support/sizes.ts';
import { startCliTest, type CliTest } from './server.ts';

let cli: CliTest;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  cli = await startCliTest({ flags: ['--no-throttle'] });
  writeFileSync(path.join(folder, 'token'), `${cli.token}\n`);
});
afterAll(async () => {
  await cli?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Checked {
  readonly checks: readonly { readonly name: string; readonly level: string; readonly status: string }[];
  readonly rfcs: readonly { readonly level: string; readonly status: string; readonly why?: string }[];
  readonly left: readonly string[];
}

const at = (url: string) => ['--url', url, '--token-file', path.join(folder, 'token')];
const play = (url: string, ...more: string[]) => cli.scim('conformance', ...at(url), ...more);

async function leftAt(endpoint: string): Promise<unknown> {
  const answer = await fetch(`${cli.url}${endpoint}?count=0`, { headers: { Authorization: `Bearer ${cli.token}` } });
  return ((await answer.json()) as { totalResults: number }).totalResults;
}
const left = async () => [await leftAt('/Users'), await leftAt('/Groups')];

/** The endpoint with one fault: a duplicate user is answered as if it had been made. */
async function startFaulty(): Promise<Server> {
  const server = createServer((incoming, answer) => {
    void (async () => {
      const { method = '', url = '', headers } = incoming;
      const body = await text(incoming);
      const type = headers['content-type'];
      const from = await fetch(cli.url + url, {
        method,
        headers: { Authorization: headers.authorization ?? '', ...(type && { 'content-type': type }) },
        ...(body !== '' && { body }),
      });
      const status = from.status === 409 ? 200 : from.status;
      answer.writeHead(status, { 'content-type': 'application/scim+json' }).end(await from.text());
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

wholePlay(
  "a good run passes all of Microsoft's checks, hands in a report without the token, and leaves nobody",
  async () => {
    const report = path.join(folder, 'report.html');
    const { stdout, stderr } = await play(cli.url, '--json', '--report', report);
    const { checks, rfcs, left: paths } = JSON.parse(stdout) as Checked;
    const ofLevel = (level: string) => checks.filter((check) => check.level === level);
    expect([ofLevel('mandatory').length, ofLevel('preview').length]).toEqual([25 + 8, 7]);
    expect(checks.filter(({ status }) => status !== 'passed').map(({ name }) => name)).toEqual([]);
    expect(rfcs.filter(({ status }) => status === 'failed')).toEqual([]);
    expect([paths, stderr]).toEqual([
      [],
      expect.stringMatching(/nothing stays: \d+ users were made, deleted and erased/),
    ]);
    expect(await left()).toEqual([0, 0]);
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('Create a duplicate User');
    expect(html).not.toContain(cli.token);
  },
);

wholePlay('a fault is named, the exit code is 1, and nobody is left', async () => {
  const server = await startFaulty();
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { code, stdout, stderr } = await play(`http://127.0.0.1:${port}`);
  server.close();
  expect([code, stderr]).toEqual([1, expect.stringContaining('Create a duplicate User')]);
  expect(stdout).toMatch(/^failed +mandatory +\S.*Create a duplicate User$/m);
  expect(await left()).toEqual([0, 0]);
});

wholePlay('Ctrl-C deletes what was made and ends with 130', async () => {
  const args = ['conformance', ...at(cli.url), '--json'];
  const running = runNode('tools/cli/main.ts', args, { cwd: process.cwd(), env: { SCIM_LOCAL_DIR: cli.folder } });
  await eventually(async () => ((await leftAt('/Users')) === 0 ? undefined : true));
  running.child.kill('SIGINT');
  expect(await running.exit).toBe(130);
  expect(running.output.stderr).toContain('stopped: what was made is being deleted');
  const { rfcs } = JSON.parse(running.output.stdout) as Checked;
  expect(rfcs.filter(({ why }) => why === 'the run was stopped before it').length).toBeGreaterThan(0);
  expect(await left()).toEqual([0, 0]);
});

test.each([
  [
    'moved',
    301,
    { location: 'https://scim.example.com/v2' },
    '',
    /answers 301, to https:\/\/scim.example.com\/v2: give/,
  ],
  ['a page for people', 200, { 'content-type': 'text/html' }, '<html>', /answers what is no JSON/],
])('an address that is no endpoint (%s) gets nothing but a question', async (_what, status, headers, body, words) => {
  const methods: unknown[] = [];
  const server = createServer(({ method }, answer) => {
    methods.push(method);
    answer.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { code, stderr } = await play(`http://127.0.0.1:${port}`);
  server.close();
  expect([code, stderr, methods]).toEqual([1, expect.stringMatching(words), ['GET']]);
});

const only = (profile: string, suite: string) => ['--profile', profile, '--suite', suite];

wholePlay('only the suites that are named are played, and the table says which were not', async () => {
  const { stdout } = await cli.scim('conformance', ...at(cli.url), '--json', ...only('strict', 'groups'));
  const { rfcs } = JSON.parse(stdout) as Checked;
  expect(rfcs.filter(({ status }) => status === 'passed')).toHaveLength(2);
  expect(rfcs).toContainEqual(expect.objectContaining({ status: 'not seen', why: 'its suite was not played' }));
});

test('what cannot be meant is refused with what to do', async () => {
  const says = async (words: RegExp, ...args: string[]) =>
    expect(await cli.scim('conformance', ...args)).toMatchObject({ code: 1, stderr: expect.stringMatching(words) });
  await says(/Say --yes to go on/, '--url', 'https://scim.example.com/scim/v2', '--token', 'x');
  await says(/--url is "nonsense": give the SCIM base/, '--url', 'nonsense', '--token', 'x');
  await says(/interop has no suite "put"; it has: interop/, ...at(cli.url), ...only('interop', 'put'));
  await says(/--token-file is ".*none", which cannot be read/, '--url', cli.url, '--token-file', `${folder}/none`);
  await says(/refuses the token with 401/, '--url', cli.url, '--token', 'x');
  await says(/--url is ".*": leave out what stands behind the path/, '--url', `${cli.url}?x=1`, '--token', 'x');
  await says(/--url holds a name or a password/, '--url', cli.url.replace('//', '//ada:pw@'), '--token', 'x');
  const report = ['--report', path.join(folder, 'none', 'report.html')];
  await says(/report cannot be written to .*none.*: name another file/, '--url', cli.url, '--token', 'x', ...report);
  await says(/\/Users is not there \(404\)/, '--url', `${cli.url}/none`, '--token', cli.token);
});
