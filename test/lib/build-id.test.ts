import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOf, hashOfCode } from '../../lib/build-id.ts';

const root = mkdtempSync(join(tmpdir(), 'build-id-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], { cwd: root }).toString();
/** Commits a file, and answers the commit. */
function commit(file: string, text: string): string {
  writeFileSync(join(root, file), text);
  git('add', file);
  git('commit', '--quiet', '--message', file);
  return git('rev-parse', '--short=12', 'HEAD').trim();
}
const code = Buffer.from('export {}');
const build = (): string => buildOf(root, { code, inputs: ['scim.ts', 'errors.ts'] });

test('a build is the last commit that changed one of its files, and the hash of its bytes', () => {
  expect(build()).toBe(`none.${hashOfCode(code)}`);
  git('init', '--quiet');
  expect(build()).toBe(`none.${hashOfCode(code)}`);
  const first = commit('scim.ts', '1');
  expect(build()).toBe(`${first}.${hashOfCode(code)}`);
  commit('readme.md', 'about something else');
  expect(build()).toBe(`${first}.${hashOfCode(code)}`);
  for (const file of ['errors.ts', 'package-lock.json'])
    expect(`${commit(file, '2')}.${hashOfCode(code)}`).toBe(build());
});
