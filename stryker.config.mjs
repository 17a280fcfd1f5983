// Coverage shows that tests run the code; a mutant that survives shows that they would not notice if it were wrong.
//
// One folder of the pure code at a time, with the tests of that folder alone: Jest loads every test file anew for every mutant. FOLDER names
// it below lambdas ("scim/query"; "scim" is what lies beside its folders); FILES narrows it to some of its files.
const { FOLDER: folder = 'scim', FILES: files = '*' } = process.env;

/** Data, not behaviour: descriptions of quirks, attributes and discovery resources. The tests would be the same lines again. */
const data = ['quirks/**', 'schemas/{common,core-user,enterprise-user,group,service-schemas}.ts'];

export default {
  mutate: [`lambdas/${folder}/${files}.ts`, ...data.map((file) => `!lambdas/scim/${file}`)],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    configFile: 'jest.config.mjs',
    config: {
      testMatch: [`<rootDir>/test/${folder}/*.test.ts`],
      // Properties take too long to be run once per mutant; the tables alone have to notice.
      testPathIgnorePatterns: ['\\.properties\\.test\\.ts$'],
      // The core needs no DynamoDB.
      globalSetup: null,
      globalTeardown: null,
      setupFiles: [],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.CONCURRENCY ?? 2),
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
  tempDirName: `dist/mutation/${folder.replace('/', '-')}`,
  disableTypeChecks: false,
  allowConsoleColors: false,
};
