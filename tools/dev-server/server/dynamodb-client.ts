import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { REGION } from '../template/aws-account.ts';
import { signedWith } from './local-key.ts';

/** What asks a DynamoDB Local by a key, for the server's own needs. */
export function createClient(endpoint: string, key: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: signedWith(key),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}

/** Throws PlainError where what somebody else has started does not answer as DynamoDB. */
export async function checkAnswers(client: DynamoDBClient, endpoint: string): Promise<void> {
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }));
  } catch (error) {
    throw new PlainError(
      `DYNAMODB_ENDPOINT ${endpoint} does not answer as DynamoDB (${messageOf(error)}): ` +
        'start one there, or unset the variable',
      { cause: error },
    );
  }
}
