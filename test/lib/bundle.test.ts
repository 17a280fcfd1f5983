import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleEntries, BundleError, type Built } from '../../lib/bundle.ts';
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

const bundleOf = (root: string, entry = 'src/entry.ts'): Built => bundleEntries(root, new Map([['one', entry]]))('one');

describe('bundleEntries', () => {
  test('makes one ES module that runs, also with a dependency that calls require', async () => {
    const root = project(SOURCES);
    const { code } = bundleOf(root);
    writeFileSync(join(root, 'index.mjs'), code);
    const { handler } = (await import(pathToFileURL(join(root, 'index.mjs')).href)) as {
      handler: () => Promise<string>;
    };
    await expect(handler()).resolves.toBe('worldstring');
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
    expect(map['sources']).toEqual(['../../src/greet.ts', '../../src/entry.ts']);
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
    const has = (name: 'scim' | 'purge' | 'directory' | 'setup'): boolean =>
      Buffer.from(mapped(name).sourceMap ?? '').includes('libphonenumber-js');
    expect([has('scim'), has('purge'), has('directory'), has('setup')]).toEqual([false, false, true, true]);
  });

  test.each([
    ['scim', 450],
    // 120 of it, and of setup, read and write phone numbers (docs/adr/0039).
    ['directory', 570],
    ['authorizer', 400],
    ['token', 400],
    ['setup', 570],
    ['purge', 450],
    ['recovery', 450],
    ['changes', 400],
  ] as const)('%s has at most %i KB', (name, kilobytes) => {
    expect(bundles(name).code.length).toBeLessThanOrEqual(kilobytes * 1000);
  });
});
