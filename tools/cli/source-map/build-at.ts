import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../../lib/thrown.ts';
import { isRecord, parseAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Program } from './map-text.ts';

/** The program of a function as a commit makes it. */
export interface BuiltAt {
  /** The first digits of its SHA-256. */
  readonly hash: string;
  readonly map: SourceMap;
}

const run = promisify(execFile);

/** Runs in the folder of the commit, by its own settings. */
const SCRIPT = `
import { createHash } from 'node:crypto';
import { bundleEntries } from './lib/bundle.ts';
const name = process.env.STACK_MAP_FUNCTION;
const entries = new Map([[name, 'lambdas/handlers/' + name + '.ts']]);
const { code, sourceMap } = bundleEntries(process.cwd(), entries)(name);
const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
console.log(JSON.stringify({ hash, map: JSON.parse(Buffer.from(sourceMap).toString()) }));
`;

export const isPayload = (value: unknown): value is SourceMapPayload =>
  isRecord(value) && Array.isArray(value['sources']) && typeof value['mappings'] === 'string';
const isBuilt = (value: unknown): value is { hash: string; map: SourceMapPayload } =>
  isRecord(value) && typeof value['hash'] === 'string' && isPayload(value['map']);

/**
 * Builds a function as it was at a commit, in a working tree of its own with the packages that are installed in
 * `root`, and removes the tree again. Throws PlainError where that cannot be.
 */
export async function buildAt(root: string, { commit, name }: Program): Promise<BuiltAt> {
  const git = (...words: string[]) => run('git', words, { cwd: root });
  await git('cat-file', '-e', `${commit}^{commit}`).catch((cause: unknown) => {
    throw new PlainError(
      `commit ${commit} is not in this repository: get it with "git fetch --all --tags", or run this where it is`,
      { cause },
    );
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-stack-map-'));
  const tree = path.join(folder, 'tree');
  try {
    await git('worktree', 'add', '--detach', tree, commit);
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    const env = { ...process.env, NODE_OPTIONS: '', STACK_MAP_FUNCTION: name };
    const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', SCRIPT];
    const { stdout } = await run(process.execPath, words, { cwd: tree, env, maxBuffer: 64 * 1024 * 1024 });
    const { hash, map } = parseAs(stdout, isBuilt);
    return { hash, map: new SourceMap(map) };
  } catch (cause) {
    const words = messageOf(cause).split('\n');
    const why = words.find((line) => /^\w*Error\b/.test(line)) ?? words[0];
    throw new PlainError(`commit ${commit} cannot be built: ${why}`, { cause });
  } finally {
    await git('worktree', 'remove', '--force', tree).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}
