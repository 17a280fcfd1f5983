import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FUNCTIONS } from '../../../lib/functions.ts';
import { bundleEntries } from '../../../lib/bundle.ts';
import { buildStacks } from '../../../tools/dev-server/template/project.ts';
import { sourcesOf } from '../../../tools/dev-server/template/sources.ts';
import { wholePlay } from '../../support/sizes.ts';
import { FIXTURE_PROJECT } from './fixture-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'built-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES: Readonly<Record<string, string>> = {
  'bin/app.ts': 'export {};',
  'lib/stack.ts': 'export {};',
  'lambdas/handlers/scim.ts': 'export const answer = 1;',
  'web/src/main.tsx': 'export {};',
  'web/dist/setup/app.js': '',
  'tenants/demo.json': '{}',
  'tenants/acme.json': '{}',
  'package-lock.json': '{ "packages": { "node_modules/jose": { "version": "6.2.18" } } }',
  'node_modules/.package-lock.json': '{ "packages": { "node_modules/jose": { "version": "6.2.18" } } }',
  'docs/page.md': '',
  'test/a.test.ts': '',
  'README.md': '',
};

interface Project {
  readonly root: string;
  /** Starts as a server would, and answers how often the app has been run by now. */
  readonly build: () => Promise<number>;
  readonly write: (file: string, text: string) => void;
}

/** A project whose app, a command of the shell, counts how often it is run; `also`: what else it does. */
function project(name: string, also = 'true'): Project {
  const [root, count] = [path.join(folder, name), path.join(folder, `${name}.count`)];
  const outputFolder = path.join(folder, `${name}.out`);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  for (const [file, text] of Object.entries(FILES)) write(file, text);
  const assembly = path.join(FIXTURE_PROJECT, 'assembly');
  write('app.sh', `printf . >> '${count}'; mkdir -p "$CDK_OUTDIR"; cp -r '${assembly}/.' "$CDK_OUTDIR"; ${also}`);
  write('cdk.json', '{ "app": "sh app.sh", "context": {} }');
  const build = async (): Promise<number> => {
    await buildStacks(root, 'demo', { outputFolder, apart: outputFolder });
    return existsSync(count) ? readFileSync(count, 'utf8').length : 0;
  };
  return { root, build, write };
}

test('what nothing was changed of is built once', async () => {
  const { build, write } = project('same');
  expect(await build()).toBe(1);
  expect(await build()).toBe(1);
  for (const file of ['docs/page.md', 'test/a.test.ts', 'README.md', 'web/dist/setup/app.js', 'tenants/acme.json'])
    write(file, '{ "profile": "strict" }');
  write('lib/stack.ts', FILES['lib/stack.ts'] ?? '');
  expect(await build()).toBe(1);
});

test('whatever goes in is built anew', async () => {
  const { build, write, root } = project('changed');
  let times = await build();
  const changes: [string, string][] = [
    ['lambdas/handlers/scim.ts', 'export const answer = 2;'],
    ['tenants/demo.json', '{ "profile": "strict" }'],
    ['web/src/main.tsx', 'export const app = 1;'],
    ['package-lock.json', '{ "packages": { "node_modules/jose": { "version": "6.2.19" } } }'],
    ['node_modules/.package-lock.json', '{ "packages": { "node_modules/jose": { "version": "6.2.19" } } }'],
    ['cdk.json', '{ "app": "sh app.sh", "context": { "more": true } }'],
    ['fleet.json', '{ "monthlyBudgetUsd": 10 }'],
    ['a-folder-of-tomorrow/more.ts', ''],
  ];
  for (const [file, text] of changes) {
    write(file, text);
    times += 1;
    expect([file, await build()]).toEqual([file, times]);
  }
  rmSync(path.join(root, 'lib/stack.ts'));
  expect(await build()).toBe(times + 1);
});

test('so is what somebody changed where it was built, what was broken off, and what is behind a link', async () => {
  const { build, root } = project('broken');
  const output = `${root}.out`;
  expect(await build()).toBe(1);
  appendFileSync(path.join(output, 'asset.echo', 'index.mjs'), '\n// tried out\n');
  expect(await build()).toBe(2);
  rmSync(path.join(output, 'manifest.json'));
  expect(await build()).toBe(3);
  rmSync(`${output}.json`);
  expect(await build()).toBe(4);
  symlinkSync(path.join(folder, 'anywhere'), path.join(root, 'lib', 'linked.ts'));
  expect(await build()).toBe(5);
  expect(await build()).toBe(6);
});

test('a file that changes while it is built, even if it changes back, is built again', async () => {
  const file = 'lambdas/handlers/scim.ts';
  const { build } = project('meanwhile', `printf 'more' >> ${file}; printf '${FILES[file]}' > ${file}`);
  expect(await build()).toBe(1);
  expect(await build()).toBe(2);
});

wholePlay('nothing is bundled into a function that does not count', () => {
  const entries = new Map(Object.entries(FUNCTIONS).map(([name, { entry }]) => [name, entry]));
  const built = bundleEntries(process.cwd(), entries);
  const inputs = new Set([...entries.keys()].flatMap((name) => built(name).inputs));
  const counted = new Set(sourcesOf(process.cwd(), 'demo', ''));
  expect([...inputs].filter((file) => !counted.has(file))).toEqual([]);
});
