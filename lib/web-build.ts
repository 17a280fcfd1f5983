import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readWebFiles, WebFilesError, type WebFile } from './web-files.ts';

/** What besides `web/` decides what comes out. */
const ALSO = ['package-lock.json', 'tsconfig.json'];

/** By whom the app is opened: the customer's admin, or an operator. Each has files of its own. */
type WebDoor = 'setup' | 'console';

/**
 * The files of the web app of the project in `root`. Builds it, in some seconds, when its sources or
 * the packages that are installed have changed since the last time.
 * @throws WebFilesError with what Vite said, or for what cannot be served as text
 */
export function buildWeb(root: string, door: WebDoor = 'setup'): WebFile[] {
  const web = path.join(root, 'web');
  // Git does not have it. One folder for each state of the sources: another build at the same time
  // makes the same one.
  const all = path.join(web, 'dist', door);
  const built = path.join(all, hashOfSources(root, web));
  if (!existsSync(built)) build(root, web, { all, built, door });
  return readWebFiles(built);
}

interface Building {
  readonly all: string;
  readonly built: string;
  readonly door: WebDoor;
}

function build(root: string, web: string, { all, built, door }: Building): void {
  mkdirSync(all, { recursive: true });
  const made = mkdtempSync(path.join(all, 'unfinished-'));
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', web, '--mode', door, '--outDir', made, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' } },
  );
  if (status !== 0) {
    rmSync(made, { recursive: true, force: true });
    throw new WebFilesError(`the web app could not be built:\n${stdout}${stderr}`);
  }
  const older = readdirSync(all).filter((name) => !name.startsWith('unfinished-'));
  try {
    renameSync(made, built);
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(built)) throw error;
    rmSync(made, { recursive: true, force: true });
    return;
  }
  for (const name of older) rmSync(path.join(all, name), { recursive: true, force: true });
}

function hashOfSources(root: string, web: string): string {
  const sources = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(path.join('web', 'dist')))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of [...sources, ...ALSO]) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(path.join(root, file)));
    hash.update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
