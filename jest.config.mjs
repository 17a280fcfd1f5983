import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/tools/strip-transform.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.local', '<rootDir>/dist'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  setupFiles: ['<rootDir>/test/support/use-database.ts'],
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/slowest-first.ts',
  coverageProvider: 'v8',
  maxWorkers: Math.max(2, availableParallelism()),
  // A worker has nothing left to do 1 ms after it is told to end; until its process is gone it takes longer than
  // Jest's half a second where the machine is busy, and would be killed and called a leak.
  workerGracefulExitTimeout: 60_000,
  // A net for what would hang. Nothing here depends on how fast the machine is.
  testTimeout: 600_000,
};
