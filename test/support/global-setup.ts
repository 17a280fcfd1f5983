import { startDynamoDbLocal } from '../../tools/dynamodb-local/start.ts';
import type { DynamoDbLocal } from '../../tools/dynamodb-local/start.ts';

/** Where the setup leaves the process for the teardown: Jest loads the two apart from each other. */
export const shared = globalThis as { dynamoDbLocal?: DynamoDbLocal };

/** Gives every test a DynamoDB: $DYNAMODB_ENDPOINT if set, otherwise one in memory for this run. */
export default async function globalSetup(): Promise<void> {
  let endpoint = process.env['DYNAMODB_ENDPOINT'];
  if (!endpoint) {
    shared.dynamoDbLocal = await startDynamoDbLocal({ heapMb: 1024 });
    endpoint = shared.dynamoDbLocal.endpoint;
  }
  // The SDK reads these, so nothing under test has to know that it is tested.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  delete process.env['AWS_PROFILE'];
  delete process.env['AWS_SESSION_TOKEN'];
}
