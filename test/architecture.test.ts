import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Which folder may import which, most specific folder first; packages of Node and of AWS count as imports of their own. */
const MAY_IMPORT: readonly [string, readonly string[]][] = [
  ['lambdas/handlers', ['lambdas/', 'node:', 'package:']],
  [
    'lambdas/directory',
    [
      'lambdas/directory',
      'lambdas/scim',
      'lambdas/operations/context.ts',
      'lambdas/store/store.ts',
      'lambdas/store/feed.ts',
      'lambdas/store/in-parallel.ts',
      'lambdas/doctor',
    ],
  ],
  [
    'lambdas/http',
    [
      'lambdas/http',
      'lambdas/operations',
      'lambdas/directory',
      'lambdas/scim',
      'lambdas/store/retry.ts',
      'lambdas/traffic',
      'lambdas/auth/scopes.ts',
      'lambdas/auth/authorization-header.ts',
      'package:',
    ],
  ],
  [
    'lambdas/operations',
    [
      'lambdas/operations',
      'lambdas/scim',
      'lambdas/store/store.ts',
      'lambdas/store/in-parallel.ts',
      'lambdas/store/retry.ts',
    ],
  ],
  ['lambdas/scim', ['lambdas/scim']],
  [
    'lambdas/store',
    [
      'lambdas/store',
      'lambdas/scim',
      'lambdas/auth',
      'lambdas/traffic',
      'node:',
      'package:@aws-sdk/',
      'package:@smithy/',
    ],
  ],
  [
    'lambdas/events',
    [
      'lambdas/events',
      'lambdas/scim',
      'lambdas/store/keys.ts',
      'lambdas/store/resource-item.ts',
      'package:@aws-sdk/',
      'package:aws-lambda',
    ],
  ],
  ['lambdas/auth', ['lambdas/auth', 'node:crypto', 'package:jose']],
  ['lambdas/oauth', ['lambdas/oauth', 'lambdas/auth']],
  ['lambdas/traffic', ['lambdas/traffic', 'lambdas/scim/resource', 'node:crypto']],
  [
    'lambdas/doctor',
    [
      'lambdas/doctor',
      'lambdas/traffic',
      'lambdas/scim',
      'lambdas/auth/ending.ts',
      'lambdas/store/credentials.ts',
      'lambdas/store/store.ts',
      'lambdas/store/traffic.ts',
      'lambdas/store/in-parallel.ts',
    ],
  ],
  [
    'lib',
    [
      'lib',
      'lambdas/scim',
      'lambdas/directory',
      'lambdas/auth/trust.ts',
      'lambdas/oauth/metadata.ts',
      'node:',
      'package:',
    ],
  ],
  ['bin', ['bin', 'lib', 'node:', 'package:']],
  // The simulator is a client: it knows the server by HTTP only.
  ['test/entra', ['test/entra', 'node:', 'package:']],
];

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\b[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm),
  ].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    if (target.startsWith('.')) return relative(ROOT, join(ROOT, dirname(file), target));
    return target.startsWith('node:') ? target : `package:${target}`;
  });
}

describe('imports run one way', () => {
  test.each(MAY_IMPORT)('%s imports only what it may', (folder, allowed) => {
    const files = sources(folder);
    expect(files.length).toBeGreaterThan(0);
    const strays = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !allowed.some((prefix) => target.startsWith(prefix)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test('nothing imports handlers', () => {
    const strays = [...sources('lambdas'), ...sources('lib')]
      .filter((file) => !file.startsWith('lambdas/handlers'))
      .filter((file) => importsOf(file).some((target) => target.startsWith('lambdas/handlers')));
    expect(strays).toEqual([]);
  });

  test('the core reads no clock, no randomness and no environment', () => {
    const impure = sources('lambdas/scim').filter((file) =>
      /process\.|Date\.now|new Date\(\)|Math\.random|performance\.|fetch\(|setTimeout/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    expect(impure).toEqual([]);
  });
});
