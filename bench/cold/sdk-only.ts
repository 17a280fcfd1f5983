// What the SDK alone takes of a cold start: the calls of the first request, and nothing around them.
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createTableClient } from '../../lambdas/store/table/open-table.ts';

const client = createTableClient();
const TableName = 'bench';
const read = () => client.send(new GetCommand({ TableName, Key: { pk: 'a', sk: 'b' }, ConsistentRead: true }));

export const ready = read();
export const handler = async () => {
  await read();
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'a', sk: 'b' },
      UpdateExpression: 'ADD #n :n',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':n': 1 },
    }),
  );
  return { statusCode: 200 };
};
