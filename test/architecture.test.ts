import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const DYNAMODB = ['package:@aws-sdk/', 'package:@smithy/'];

/** Which folder may import which; packages of Node and of AWS count as imports of their own. */
const MAY_IMPORT: readonly [string, readonly string[]][] = [
  ['lambdas/scim', ['lambdas/scim']],
  ['lambdas/life', ['lambdas/life', 'lambdas/scim', 'lambdas/duration.ts']],
  ['lambdas/tenant', ['lambdas/tenant', 'lambdas/scim']],
  ['lambdas/traffic', ['lambdas/traffic', 'lambdas/scim/json.ts', 'lambdas/duration.ts', 'node:crypto']],
  ['lambdas/auth', ['lambdas/auth', 'lambdas/duration.ts', 'node:crypto', 'package:jose']],
  ['lambdas/store/ports', ['lambdas/store/ports', 'lambdas/scim', 'lambdas/life']],
  [
    'lambdas/store',
    [
      'lambdas/store',
      'lambdas/scim',
      'lambdas/life',
      'lambdas/auth',
      'lambdas/traffic',
      'lambdas/duration.ts',
      'node:',
      ...DYNAMODB,
    ],
  ],
  [
    'lambdas/service',
    [
      'lambdas/service',
      'lambdas/scim',
      'lambdas/life',
      'lambdas/store/ports',
      'package:p-map',
      'lambdas/auth/cursors.ts',
      'lambdas/duration.ts',
    ],
  ],
  [
    'lambdas/events',
    [
      'lambdas/events',
      'lambdas/scim',
      'lambdas/life',
      'lambdas/store/table/keys.ts',
      'lambdas/store/table/resource-item.ts',
      'package:@aws-sdk/',
      'package:aws-lambda',
    ],
  ],
  [
    'lambdas/doctor',
    [
      'lambdas/doctor',
      'lambdas/traffic',
      'lambdas/scim',
      'lambdas/tenant',
      'lambdas/auth/ending.ts',
      'lambdas/store/credentials/credentials.ts',
      'lambdas/store/ports',
      'lambdas/store/traffic.ts',
      'lambdas/store/table/in-parallel.ts',
      'lambdas/duration.ts',
    ],
  ],
  [
    'lambdas/directory',
    [
      'lambdas/directory',
      'lambdas/scim',
      'lambdas/life',
      'lambdas/tenant',
      'lambdas/auth/cursors.ts',
      'lambdas/store/ports',
      'lambdas/store/feed.ts',
      'lambdas/store/table/in-parallel.ts',
      'lambdas/doctor',
      'lambdas/duration.ts',
    ],
  ],
  [
    'lambdas/http',
    [
      'lambdas/http',
      'lambdas/service',
      'lambdas/directory',
      'lambdas/auth',
      'lambdas/scim',
      'lambdas/traffic',
      'lambdas/store/ports',
      'package:',
    ],
  ],
  ['lambdas/handlers', ['lambdas/', 'node:', 'package:']],
  [
    'lib',
    [
      'lib',
      'lambdas/scim',
      'lambdas/tenant',
      'lambdas/directory',
      'lambdas/auth/trust.ts',
      'lambdas/http/paths.ts',
      'node:',
      'package:',
    ],
  ],
  ['bin', ['bin', 'lib', 'node:', 'package:']],
  ['tools', ['tools', 'simulator', 'lambdas', 'lib', 'node:', 'package:']],
  ['bench', ['bench', 'tools', 'lambdas', 'lib', 'node:', 'package:']],
  // The simulator is a client: it knows the server by HTTP only.
  ['simulator', ['simulator', 'node:']],
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

  test.each(['lambdas/scim', 'lambdas/life', 'lambdas/tenant'])(
    '%s reads no clock, no randomness and no environment',
    (folder) => {
      const impure = sources(folder).filter((file) =>
        /process\.|Date\.now|new Date\(\)|Math\.random|performance\.|fetch\(|setTimeout/.test(
          readFileSync(join(ROOT, file), 'utf8'),
        ),
      );
      expect(impure).toEqual([]);
    },
  );
});
