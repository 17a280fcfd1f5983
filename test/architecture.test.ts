import { join } from 'node:path';
import { figuresOf } from '../tools/house/figures.ts';
import { readSources, SOURCE_FOLDERS } from '../tools/house/sources.ts';

const ROOT = join(import.meta.dirname, '..');
const DYNAMODB = ['package:@aws-sdk/', 'package:@smithy/'];

/** Which folder may import which; packages of Node and of AWS count as imports of their own. */
const MAY_IMPORT: readonly [string, readonly string[]][] = [
  ['lambdas/scim', ['lambdas/scim']],
  ['lambdas/life', ['lambdas/life', 'lambdas/scim', 'lambdas/duration.ts']],
  [
    'lambdas/tenant',
    ['lambdas/tenant', 'lambdas/scim', 'package:json-schema-to-ts', 'package:libphonenumber-js', 'package:ipaddr.js'],
  ],
  ['lambdas/traffic', ['lambdas/traffic', 'lambdas/scim/json.ts', 'lambdas/duration.ts', 'node:crypto']],
  ['lambdas/auth', ['lambdas/auth', 'lambdas/duration.ts', 'node:crypto', 'package:jose']],
  ['lambdas/store/ports', ['lambdas/store/ports', 'lambdas/scim', 'lambdas/life', 'lambdas/traffic', 'lambdas/auth']],
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
      'package:p-map',
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
      'lambdas/store/ports',
      'lambdas/scim',
      'lambdas/life',
      'lambdas/store/table/stream-item.ts',
      'lambdas/duration.ts',
      'node:crypto',
      'package:@aws-sdk/',
      'package:aws-lambda',
      'package:p-map',
      'package:standardwebhooks',
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
      'lambdas/store/ports',
      'package:p-map',
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
      'package:p-map',
      'lambdas/doctor',
      'lambdas/duration.ts',
    ],
  ],
  [
    'lambdas/operator',
    [
      'lambdas/operator',
      'lambdas/auth/trust.ts',
      'lambdas/directory',
      'lambdas/doctor',
      'lambdas/life',
      'lambdas/service/lifecycle',
      'lambdas/store/check/progress.ts',
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
      'lambdas/http/paths.ts',
      'lambdas/http/scim/body-limit.ts',
      'lambdas/store/ports/retention.ts',
      'lambdas/store/table/shape.ts',
      'node:',
      'package:',
    ],
  ],
  ['bin', ['bin', 'lib', 'node:', 'package:']],
  // Of the web app, what its APIs answer, and its texts, for the sheet that says the same on paper.
  [
    'tools',
    [
      'tools',
      'simulator',
      'conformance',
      'lambdas',
      'lib',
      'web/src/api/types.ts',
      'web/src/console/api/types.ts',
      'web/src/pages/connect/texts.ts',
      'web/src/pages/fields/texts.ts',
      'web/src/pages/questions/texts.ts',
      'web/src/parts/format.ts',
      'web/src/parts/marked.ts',
      'node:',
      'package:',
    ],
  ],
  // It knows the server by HTTP only, too.
  ['web/src', ['web/src', 'package:']],
  ['bench', ['bench', 'tools', 'simulator', 'lambdas', 'lib', 'clients/typescript/src/index.ts', 'node:', 'package:']],
  // Packages of their own: they know the server by HTTP only.
  ['clients/typescript', ['clients/typescript/src', 'node:', 'package:openapi-fetch']],
  // The simulator is a client: it knows the server by HTTP only.
  ['simulator', ['simulator', 'node:']],
  // The same, and its tests need `expect`.
  ['conformance', ['conformance', 'node:', 'package:expect']],
];

// The suites of conformance are tests, components of the web app are mostly text, and types are made:
// nobody counts their casts and lengths.
const files = readSources(ROOT, [...SOURCE_FOLDERS, 'conformance', 'web/src', 'clients/typescript/src']);
const isCounted = (path: string): boolean =>
  !['conformance/suites/', 'web/', 'clients/typescript/src/schema.ts'].some((each) => path.startsWith(each));
const filesIn = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));

describe('imports run one way', () => {
  test.each(MAY_IMPORT)('%s imports only what it may', (folder, allowed) => {
    expect(filesIn(folder).length).toBeGreaterThan(0);
    const strays = filesIn(folder).flatMap(({ path, imports }) =>
      imports
        .filter((target) => !allowed.some((prefix) => target.startsWith(prefix)))
        .map((target) => `${path} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test('nothing imports handlers', () => {
    const strays = [...filesIn('lambdas'), ...filesIn('lib')]
      .filter(({ path }) => !path.startsWith('lambdas/handlers/'))
      .filter(({ imports }) => imports.some((target) => target.startsWith('lambdas/handlers/')))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  test.each(['lambdas/scim', 'lambdas/life', 'lambdas/tenant'])(
    '%s reads no clock, no randomness and no environment',
    (folder) => {
      const impure = filesIn(folder)
        .filter(({ text }) =>
          /process\.|Date\.now|new Date\(\)|Math\.random|performance\.|fetch\(|setTimeout/.test(text),
        )
        .map(({ path }) => path);
      expect(impure).toEqual([]);
    },
  );
});

describe('the figures of the house (npm run house)', () => {
  test.each(figuresOf(files.filter(({ path }) => isCounted(path))).map((figure) => [figure.what, figure] as const))(
    '%s',
    (_, { now, most, where }) => {
      expect(now > most ? where : []).toEqual([]);
    },
  );
});
