import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startDynamoDbLocal } from '../../tools/dynamodb-local/start.ts';

/**
 * The DYNAMODB_ENDPOINT of a DynamoDB Local of this Jest worker, for tenants that run on this machine: two of the same name would
 * share their table in the one that all suites have. It serves one suite after the other, since a start costs as much
 * as all the rest of a dev server, and ends with the worker's process.
 */
export async function workerDatabase(): Promise<string> {
  const { TEST_RUN_FOLDER: folder, JEST_WORKER_ID: worker = '' } = process.env;
  // Outside a test run there is none, and a dev server starts its own.
  if (folder === undefined) return '';
  const file = path.join(folder, `dynamodb-of-worker-${worker}`);
  if (!existsSync(file)) writeFileSync(file, (await startDynamoDbLocal({ heapMb: 1024 })).endpoint);
  return readFileSync(file, 'utf8');
}
