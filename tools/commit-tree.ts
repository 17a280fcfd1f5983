import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { PlainError } from './plain-error.ts';

const run = promisify(execFile);

/**
 * Runs a script of TypeScript in the folder of a project, with these variables, and answers what it printed. Rejects
 * where it fails.
 */
export async function runIn(folder: string, script: string, variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, NODE_OPTIONS: '', ...variables };
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const { stdout } = await run(process.execPath, words, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/**
 * Does something in a project as it was at a commit: in a working tree of its own with the packages that are installed
 * in `root`, which is removed again. Throws PlainError where the commit is not there, and what the work throws.
 */
export async function atCommit<Result>(
  root: string,
  commit: string,
  work: (tree: string) => Promise<Result>,
): Promise<Result> {
  const git = (...words: string[]) => run('git', words, { cwd: root });
  await git('cat-file', '-e', `${commit}^{commit}`).catch((cause: unknown) => {
    throw new PlainError(
      `commit ${commit} is not in this repository: get it with "git fetch --all --tags", or run this where it is`,
      { cause },
    );
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-commit-'));
  const tree = path.join(folder, 'tree');
  try {
    await git('worktree', 'add', '--detach', tree, commit);
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    return await work(tree);
  } finally {
    await git('worktree', 'remove', '--force', tree).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}
