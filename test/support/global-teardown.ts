import { rmSync } from 'node:fs';
import { shared } from './global-setup.ts';

/** Ends the DynamoDB Local of this run, if the run started one, and clears away what its suites shared. */
export default async function globalTeardown(): Promise<void> {
  await shared.dynamoDbLocal?.stop();
  if (shared.folder !== undefined) rmSync(shared.folder, { recursive: true, force: true });
}
