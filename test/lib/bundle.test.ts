import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunction, BundleError } from '../../lib/bundle.ts';
import { FUNCTIONS } from '../../lib/functions.ts';

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

describe('bundleFunction', () => {
  test('makes one ES module that runs, also with a dependency that calls require', async () => {
    const root = project(SOURCES);
    const { code } = bundleFunction(root, 'src/entry.ts');
    writeFileSync(join(root, 'index.mjs'), code);
    const { handler } = (await import(pathToFileURL(join(root, 'index.mjs')).href)) as {
      handler: () => Promise<string>;
    };
    await expect(handler()).resolves.toBe('worldstring');
  });

  test('gives the same bytes wherever the project lies', () => {
    const one = bundleFunction(project(SOURCES), 'src/entry.ts');
    const other = bundleFunction(project(SOURCES), 'src/entry.ts');
    expect(Buffer.from(one.code).equals(other.code)).toBe(true);
    expect(Buffer.from(one.sourceMap).equals(other.sourceMap)).toBe(true);
  });

  test('links a source map that leads to the sources without holding them', () => {
    const { code, sourceMap } = bundleFunction(project(SOURCES), 'src/entry.ts');
    expect(Buffer.from(code).toString()).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map\s*$/);
    const map = JSON.parse(Buffer.from(sourceMap).toString()) as Record<string, unknown>;
    expect(map['sources']).toEqual(['../src/greet.ts', '../src/entry.ts']);
    expect(map).not.toHaveProperty('sourcesContent');
  });

  test('says which file and line cannot be built', () => {
    const root = project({ 'src/entry.ts': 'export const handler = ;\n' });
    expect(() => bundleFunction(root, 'src/entry.ts')).toThrow(/src\/entry\.ts:1:23: ERROR: Unexpected ";"/);
    expect(() => bundleFunction(root, 'src/entry.ts')).toThrow(BundleError);
    expect(() => bundleFunction(root, 'src/missing.ts')).toThrow('src/missing.ts does not exist');
  });
});

describe('bundle budgets', () => {
  test.each([
    ['scim', 450],
    ['directory', 450],
    ['authorizer', 400],
    ['token', 400],
    ['purge', 450],
    ['changes', 400],
  ] as const)('%s has at most %i KB', (name, kilobytes) => {
    expect(bundleFunction(process.cwd(), FUNCTIONS[name].entry).code.length).toBeLessThanOrEqual(kilobytes * 1000);
  });
});
