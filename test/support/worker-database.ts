import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The DYNAMODB_ENDPOINT of a DynamoDB Local of this Jest worker. It serves one suite after the
 * other, for their own tables and for tenants that run on this machine (two of the same name would
 * share their table): a start, and warming up, cost as much as all the rest of a dev server. It ends
 * with the worker's process.
 */
export async function workerDatabase(worker = process.env['JEST_WORKER_ID'] ?? ''): Promise<string> {
  const { TEST_RUN_FOLDER: folder } = process.env;
  // Outside a test run there is none, and a dev server starts its own.
  if (folder === undefined) return '';
  const file = path.join(folder, `dynamodb-of-worker-${worker}`);
  if (!existsSync(file)) writeFileSync(file, await start());
  return readFileSync(file, 'utf8');
}

// Loaded only where it is needed: every suite comes by here.
async function start(): Promise<string> {
  const { startDynamoDbLocal } = await import('../../tools/dynamodb-local/start.ts');
  return (await startDynamoDbLocal({ heapMb: 1024 })).endpoint;
}
