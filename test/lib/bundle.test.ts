import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleEntries, BundleError, START_FILE, type Built } from '../../lib/bundle.ts';
import { writeProgram } from '../../lib/constructs/program.ts';
import { bundleFunctions } from '../../lib/functions.ts';

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'bundle-'));
  mkdirSync(join(root, 'src'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return root;
}

const SOURCES = {
  'src/entry.ts': `import { greet } from './greet.ts';\nexport const handler = async (): Promise<string> => greet('world');\n`,
  'src/greet.ts': `const os = require('node:os');\nexport function greet(name: string) { return name + typeof os.EOL; }\n`,
};

/** Loads a program as Lambda does. */
async function started(files: Record<string, string>) {
  const folder = writeProgram(bundleOf(project(files)), {});
  return (await import(pathToFileURL(join(folder, START_FILE)).href)) as { handler: () => Promise<string> };
}

const bundleOf = (root: string, entry = 'src/entry.ts'): Built => bundleEntries(root, new Map([['one', entry]]))('one');

describe('bundleEntries', () => {
  test('makes a program that runs, also with a dependency that calls require', async () => {
    const { handler } = await started(SOURCES);
    await expect(handler()).resolves.toBe('worldstring');
  });

  test('waits for what a program says it is ready by, and does not start where that fails', async () => {
    const entry = (ready: string) => ({
      'src/entry.ts': `let is = 'too early';\nexport const ready = ${ready};\nexport const handler = async () => is;\n`,
    });
    const { handler } = await started(entry(`Promise.resolve().then(() => { is = 'ready'; })`));
    await expect(handler()).resolves.toBe('ready');
    await expect(started(entry(`Promise.reject(new Error('of another shape'))`))).rejects.toThrow('of another shape');
  });

  test('gives the same bytes wherever the project lies', () => {
    const one = bundleOf(project(SOURCES));
    const other = bundleOf(project(SOURCES));
    expect(Buffer.from(one.code).equals(other.code)).toBe(true);
    expect(Buffer.from(one.sourceMap).equals(other.sourceMap)).toBe(true);
  });

  test('has a source map that leads to the sources without holding them, and is not named in it', () => {
    const { code, sourceMap, inputs } = bundleOf(project(SOURCES));
    expect(Buffer.from(code).toString()).not.toContain('sourceMappingURL');
    expect(inputs.toSorted()).toEqual(['src/entry.ts', 'src/greet.ts']);
    const map = JSON.parse(Buffer.from(sourceMap).toString()) as Record<string, unknown>;
    expect(map['sources']).toEqual(['../../src/entry.ts', '../../src/greet.ts']);
    expect(map).not.toHaveProperty('sourcesContent');
  });

  test('says which file and line cannot be built', () => {
    const root = project({ 'src/entry.ts': 'export const handler = ;\n' });
    expect(() => bundleOf(root)).toThrow(/src\/entry\.ts:1:23: ERROR: Unexpected ";"/);
    expect(() => bundleOf(root)).toThrow(BundleError);
    expect(() => bundleOf(root, 'src/missing.ts')).toThrow('src/missing.ts does not exist');
  });
});

test('what one function alone is made of changes no byte of another', () => {
  const other = `export const handler = async () => 'other';`;
  const root = project({ ...SOURCES, 'src/other.ts': other });
  const bundle = () => {
    const bundles = bundleEntries(
      root,
      new Map([
        ['entry', 'src/entry.ts'],
        ['other', 'src/other.ts'],
      ]),
    );
    return [bundles('entry'), bundles('other')].map(({ code }) => Buffer.from(code).toString());
  };
  const [entry, before] = bundle();
  writeFileSync(join(root, 'src/other.ts'), `const names = { a: 1, b: 2 };\n${other.replace('other', 'changed')}`);
  const [same, after] = bundle();
  expect(same).toBe(entry);
  expect(after).not.toBe(before);
});

describe('bundle budgets', () => {
  const bundles = bundleFunctions(process.cwd(), []);
  const mapped = bundleFunctions(process.cwd(), [], { maps: true });

  test('a function has its source map on this machine, and names its build where it is deployed', () => {
    expect(bundles('purge')).toEqual({
      code: expect.any(Uint8Array) as Uint8Array,
      build: expect.stringMatching(/^(?:[0-9a-f]{12}|none)\.[0-9a-f]{12}$/) as string,
    });
    const { sourceMap, build } = mapped('purge');
    expect([sourceMap?.length, build]).toEqual([expect.any(Number), undefined]);
  });

  test('the metadata of phone numbers is only where fields are read', () => {
    const has = (name: 'scim' | 'purge' | 'directory' | 'export' | 'setup'): boolean =>
      Buffer.from(mapped(name).sourceMap ?? '').includes('libphonenumber-js');
    expect([has('scim'), has('purge')]).toEqual([false, false]);
    expect([has('directory'), has('export'), has('setup')]).toEqual([true, true, true]);
  });

  test.each([
    ['scim', 290],
    // 120 of it, of the export and of setup, read and write phone numbers (docs/adr/0039).
    ['directory', 395],
    ['export', 335],
    ['authorizer', 140],
    ['token', 145],
    ['setup', 390],
    ['purge', 200],
    ['recovery', 160],
    ['changes', 270],
  ] as const)('%s has at most %i KB, and imports nothing on demand', (name, kilobytes) => {
    const { code } = bundles(name);
    expect(code.length).toBeLessThanOrEqual(kilobytes * 1000);
    // Each import of a module of Node.js loads all that it has, where a require leaves what is lazy alone (docs/adr/0042).
    expect(Buffer.from(code).toString()).not.toMatch(/\bimport\(/);
  });
});
