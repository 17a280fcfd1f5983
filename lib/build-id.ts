import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Built } from './bundle.ts';

/** What every bundle depends on, besides its own files: the packages, and how it is made. */
const SHARED_INPUTS = ['package-lock.json', 'lib/bundle.ts'];

/** The first digits of a program's SHA-256. */
export const hashOfCode = (code: Uint8Array): string => createHash('sha256').update(code).digest('hex').slice(0, 12);

/**
 * Says which program it is, as `<commit>.<hash>`: the last commit that changed one of its files, so that another
 * commit is no reason to deploy it again, and the hash of its bytes, which tells whether a build of that commit is
 * the same. The commit is `none` where git does not know one.
 */
export const buildOf = (root: string, { code, inputs }: Pick<Built, 'code' | 'inputs'>): string =>
  `${commitOf(root, [...inputs, ...SHARED_INPUTS]) || 'none'}.${hashOfCode(code)}`;

function commitOf(root: string, files: readonly string[]): string {
  try {
    const words = ['log', '-1', '--format=%h', '--abbrev=12', '--', ...files];
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
