import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDynamoDbLocal } from '../../tools/dynamodb-local/start.ts';
import type { DynamoDbLocal } from '../../tools/dynamodb-local/start.ts';

/** Where the setup leaves what the teardown ends: Jest loads the two apart from each other. */
export const shared = globalThis as { dynamoDbLocal?: DynamoDbLocal; folder?: string };

/** Gives every test a DynamoDB: $DYNAMODB_ENDPOINT if set, otherwise one in memory for this run. */
export default async function globalSetup(): Promise<void> {
  // The conformance suite over HTTP needs nothing here.
  if (process.env['CONFORMANCE_URL']) return;
  let endpoint = process.env['DYNAMODB_ENDPOINT'];
  if (!endpoint) {
    shared.dynamoDbLocal = await startDynamoDbLocal({ heapMb: 1024 });
    endpoint = shared.dynamoDbLocal.endpoint;
  }
  shared.folder = mkdtempSync(path.join(tmpdir(), 'scim-test-run-'));
  // The SDK reads these, so nothing under test has to know that it is tested.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
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
}
