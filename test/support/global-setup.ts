import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workerDatabase } from './worker-database.ts';

/** Where the setup leaves what the teardown clears away: Jest loads the two apart from each other. */
export const shared = globalThis as { folder?: string };

/** Gives the suites of this run a folder, and an AWS account for the SDK. */
export default async function globalSetup(): Promise<void> {
  // The conformance suite over HTTP needs nothing here.
  if (process.env['CONFORMANCE_URL']) return;
  shared.folder = mkdtempSync(path.join(tmpdir(), 'scim-test-run-'));
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // What the suites of this run share.
    TEST_RUN_FOLDER: shared.folder,
    // Half of what a program of ours needs to start.
    NODE_COMPILE_CACHE: path.join(shared.folder, 'compile-cache'),
  });
  delete process.env['AWS_PROFILE'];
  delete process.env['AWS_SESSION_TOKEN'];
  // Whoever has no Java shall read that once, and not from every suite.
  if (!process.env['DYNAMODB_ENDPOINT']) await workerDatabase('1');
}
