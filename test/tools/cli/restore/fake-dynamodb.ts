import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What was asked for, by the name of the operation. */
export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * A client of the control plane of DynamoDB, which DynamoDB Local does not have: `answer` says what each
 * operation answers, or throws. `asked` is all that was asked, but what only looks.
 */
export function fakeDynamoDb(answer: (asked: Asked) => object): { client: DynamoDBClient; asked: Asked[] } {
  const asked: Asked[] = [];
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  client.middlewareStack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        const one: Asked = { operation: commandName.replace(/Command$/, ''), input: { ...input } };
        if (!one.operation.startsWith('Describe')) asked.push(one);
        const output = { $metadata: {}, ...answer(one) };
        return Promise.resolve({ output, response: undefined });
      },
    { step: 'initialize', priority: 'high' },
  );
  return { client, asked };
}
