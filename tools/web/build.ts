import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../plain-error.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const WEB = path.join(ROOT, 'web');
/** Where the built app is; git does not have it. */
const DIST = path.join(WEB, 'dist');
/** The hash of the sources that `web/dist` was built from. */
const STAMP = path.join(WEB, 'dist-built-from');
/** What besides `web/` decides what comes out. */
const ALSO = ['package-lock.json', 'tsconfig.json'];

/** A file of the built app. */
export interface WebFile {
  /** Relative to `web/dist`, as in `assets/index-0a1b2c3d.js`; `/` on every system. */
  readonly path: string;
  readonly text: string;
}

/**
 * The files of the web app, all of them text. Builds it, in some seconds, when its sources or the packages that are
 * installed have changed since the last time. Throws a PlainError with what Vite said when that fails.
 */
export function buildWeb(): readonly WebFile[] {
  const stamp = hashOfSources();
  if (!isBuiltFrom(stamp)) build(stamp);
  return filesIn(DIST).map((file) => ({ path: file, text: readFileSync(path.join(DIST, file), 'utf8') }));
}

function isBuiltFrom(stamp: string): boolean {
  return existsSync(path.join(DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;
}

/** Builds beside `web/dist` and puts the result in its place, so that another build at the same time does no harm. */
function build(stamp: string): void {
  const made = mkdtempSync(path.join(WEB, 'dist-'));
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', WEB, '--outDir', made, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' } },
  );
  if (status !== 0) {
    rmSync(made, { recursive: true, force: true });
    throw new PlainError(`the web app could not be built:\n${stdout}${stderr}`);
  }
  rmSync(DIST, { recursive: true, force: true });
  renameSync(made, DIST);
  writeFileSync(STAMP, stamp);
}

function hashOfSources(): string {
  const sources = filesIn(WEB).filter((file) => !file.startsWith('dist'));
  const hash = createHash('sha256');
  for (const file of [...sources.map((each) => path.join('web', each)), ...ALSO]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

if (import.meta.main) {
  const files = buildWeb();
  console.log(`web/dist has ${files.length} files`);
}
