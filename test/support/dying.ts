import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsError, injectFaults } from './faults.ts';

/**
 * A client of a process that dies at its write with this number, every other time only after DynamoDB has
 * applied it: nothing that comes behind it reaches DynamoDB.
 */
export function dyingAt(number: number): { client: DynamoDBDocumentClient; isDead: () => boolean; stop: () => void } {
  const inner = new DynamoDBClient({ maxAttempts: 1 });
  const client = DynamoDBDocumentClient.from(inner, { marshallOptions: { removeUndefinedValues: true } });
  let writes = 0;
  injectFaults(client, (command) => {
    if (writes > number || (writes === number && !/Put|Update|Delete|Write/.test(command)))
      return { error: awsError('Died') };
    if (!/Put|Update|Delete|Write/.test(command)) return undefined;
    writes += 1;
    if (writes < number) return undefined;
    return number % 2 === 0 ? { lost: awsError('Died') } : { error: awsError('Died') };
  });
  return { client, isDead: () => writes >= number, stop: () => inner.destroy() };
}
