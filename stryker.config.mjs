// Coverage shows that tests run the code; a mutant that survives shows that they would not notice if it were wrong.
// `MUTATE=lambdas/scim/filter/*.ts npm run test:mutation` looks at a part of it.
const mutate = process.env.MUTATE?.split(',') ?? [
  'lambdas/scim/**/*.ts',
  // Texts only: a quirk is its description, and the test of the generated tables reads it.
  '!lambdas/scim/quirks/entra/*.ts',
  // Schemas are data; what a test could say about them would be the same lines again.
  '!lambdas/scim/schemas/{common,core-user,enterprise-user,group,resource-types}.ts',
];

export default {
  mutate,
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    configFile: 'jest.config.mjs',
    config: {
      testMatch: ['<rootDir>/test/scim/**/*.test.ts'],
      // Properties take too long to be run once per mutant; the tables alone have to notice.
      testPathIgnorePatterns: ['\\.properties\\.test\\.ts$'],
      // The core needs no DynamoDB.
      globalSetup: null,
      globalTeardown: null,
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 3_000,
  // Jest with ES modules does not give all memory back.
  maxTestRunnerReuse: 40,
  checkers: [],
  // tsconfig.json: TypeScript 7 has no JavaScript API, and Stryker would ask it to rewrite the paths in that file.
  ignorePatterns: ['tsconfig.json', 'cdk.out', '.local', 'docs', 'lib', 'bin', 'bench', 'coverage', 'dist'],
  reporters: ['clear-text', 'progress-append-only', ...(process.env.MUTATION_JSON ? ['json'] : [])],
  jsonReporter: { fileName: process.env.MUTATION_JSON ?? 'dist/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  tempDirName: 'dist/mutation',
  disableTypeChecks: false,
  allowConsoleColors: false,
};
