import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsError } from './faults.ts';

const IS_WRITE = /Put|Update|Delete|Write/;

/**
 * A client of a process that dies at its write with this number, every other time only after DynamoDB has
 * applied it: nothing that comes behind it reaches DynamoDB. Its death is told when all that it had sent
 * before has arrived, so that nothing of it comes later than what a test does next.
 */
export function dyingAt(number: number): { client: DynamoDBDocumentClient; isDead: () => boolean; stop: () => void } {
  const inner = new DynamoDBClient({ maxAttempts: 1 });
  const client = DynamoDBDocumentClient.from(inner, { marshallOptions: { removeUndefinedValues: true } });
  const underWay: Promise<unknown>[] = [];
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const isWrite = IS_WRITE.test(commandName);
        const isAlive = writes < number;
        if (isAlive && isWrite) writes += 1;
        const isLast = isAlive && writes === number;
        const sent = isAlive && (!isLast || number % 2 === 0) ? next(args) : undefined;
        if (sent && isWrite) underWay.push(sent);
        if (sent && !isLast) return sent;
        await Promise.allSettled(underWay);
        throw awsError('Died');
      },
    { step: 'finalizeRequest', priority: 'low', name: 'dying' },
  );
  return { client, isDead: () => writes >= number, stop: () => inner.destroy() };
}
