import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What lies in the project's folder and nothing is built from. Whatever else is there counts: a new folder cannot be
 * forgotten here, it can only be built for in vain.
 */
const NOT_BUILT_FROM: ReadonlySet<string> = new Set(
  [
    '.git .github .ci .local node_modules cdk.out dist web/dist coverage reports .stryker-tmp',
    'test bench conformance simulator tools docs clients',
  ]
    .join(' ')
    .split(' ')
    .map((file) => path.normalize(file)),
);

/** What npm writes when it installs, which package-lock.json cannot tell: what is wanted may not be there yet. */
const INSTALLED = path.join('node_modules', '.package-lock.json');

const byName = (one: string, other: string): number => (one < other ? -1 : 1);

/**
 * The files that a tenant is built from, relative to the project's folder: none of `apart`, of another tenant, or a text for
 * people. Undefined where a link leads out of it, behind which nobody looks here.
 */
export function sourcesOf(project: string, tenant: string, apart: string): string[] | undefined {
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(path.join(project, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (NOT_BUILT_FROM.has(name) || path.resolve(project, name) === apart) continue;
      if (entry.isSymbolicLink()) return undefined;
      if (entry.isDirectory()) folders.push(name);
      else if (!isOfNoMatter(name, tenant)) files.push(name);
    }
  }
  if (existsSync(path.join(project, INSTALLED))) files.push(INSTALLED);
  return files.toSorted(byName);
}

const isOfNoMatter = (name: string, tenant: string): boolean =>
  name.endsWith('.md') || (/^tenants[\\/][^\\/.]+\.json$/.test(name) && path.basename(name, '.json') !== tenant);

/** Says by its content what files hold; `also` is what besides them decides what is built. */
export function contentOf(project: string, files: readonly string[], also: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(also));
  for (const file of files) {
    const content = readFileSync(path.join(project, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Says whether files were written to in the meantime, even if by now they hold the same again. */
export function timesOf(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const { ctimeMs, size } = statSync(path.join(folder, file));
    hash.update(`${file}\0${ctimeMs}\0${size}\0`);
  }
  return hash.digest('hex');
}

/** Every file below a folder, relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted(byName);
