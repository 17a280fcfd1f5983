import { shared } from './global-setup.ts';

/** Ends the DynamoDB Local of this run, if the run started one. */
export default async function globalTeardown(): Promise<void> {
  await shared.dynamoDbLocal?.stop();
}
