import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildOf } from '../../../lib/build-id.ts';
import { bundleEntries } from '../../../lib/bundle.ts';
import { stackOf } from '../../../lib/thrown.ts';
import { createStackMapper } from '../../../tools/cli/source-map/map-stacks.ts';
import { runCli } from '../../support/run-cli.ts';

/** A project of one function that fails, in a repository of its own. */
const root = mkdtempSync(path.join(tmpdir(), 'stack-map-'));
const ENTRY = 'lambdas/handlers/scim.ts';
const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], { cwd: root }).toString();
const warnings: string[] = [];
let line: string;
let commit: string;

beforeAll(async () => {
  for (const folder of ['lib', path.dirname(ENTRY)]) mkdirSync(path.join(root, folder), { recursive: true });
  for (const file of ['bundle.ts', 'thrown.ts']) copyFileSync(path.join('lib', file), path.join(root, 'lib', file));
  writeFileSync(path.join(root, ENTRY), `\n\nexport function handler(): never {\n  throw new Error('no');\n}\n`);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all of it');
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
  const built = bundleEntries(root, new Map([['scim', ENTRY]]))('scim');
  const build = buildOf(root, built);
  commit = build.split('.')[0] ?? '';
  writeFileSync(path.join(root, 'index.cjs'), built.code);
  const { handler } = (await import(pathToFileURL(path.join(root, 'index.cjs')).href)) as { handler: () => never };
  let stack = '';
  try {
    handler();
  } catch (error) {
    stack = stackOf(error);
  }
  line = JSON.stringify({ level: 'ERROR', service: 'scim', build, error: { stack } });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => void warnings.splice(0));

test('a log line is mapped by a build of the commit that it names, which leaves nothing behind', async () => {
  const map = createStackMapper(root, (why) => warnings.push(why));
  const mapped = await map(line);
  expect(warnings).toEqual([]);
  expect(JSON.parse(mapped.line)).toMatchObject({
    error: { stack: expect.stringMatching(/^Error: no\n.*\(?lambdas\/handlers\/scim\.ts:4:9\)?$/m) as string },
  });
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(await map('{"message":"no stack"}')).toEqual({ line: '{"message":"no stack"}', isMapped: false });
});

test.each([
  ['that is not there', () => 'abcdefabcdef', /^commit abcdefabcdef is not in this repository: get it with "git fetch/],
  ['whose build has other bytes', () => commit, /^scim was not built from commit \w+ as it is: its hash is 0{12}/],
])('a line of a commit %s stays as it is, and is told why', async (_, commitOf, why) => {
  const map = createStackMapper(root, (text) => warnings.push(text));
  const other = line.replace(/"build":"[^"]+"/, `"build":"${commitOf()}.000000000000"`);
  expect(await map(other)).toEqual({ line: other, isMapped: false });
  expect(await map(other)).toEqual({ line: other, isMapped: false });
  expect(warnings).toEqual([expect.stringMatching(why)]);
});

test.each<[string, string, string[], RegExp]>([
  ['without a position', 'nothing', [], /there is no position in a bundle in it/],
  ['that names no build', 'at x (/var/task/index.mjs:1:2)', [], /no line of it names a build: say which commit/],
  [
    'of a commit that is not there',
    'at x (/var/task/index.mjs:1:2)',
    ['--commit', 'abcdefabcdef'],
    /warning: commit abcdefabcdef is not in this repository.*\nerror: 1 line could not be mapped/,
  ],
])('scim stack-map says what is wrong with a file %s', async (_, text, words, problem) => {
  const file = path.join(root, 'log.txt');
  writeFileSync(file, text);
  const { code, stderr } = await runCli(root, ['stack-map', file, ...words]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(problem) as string });
});
