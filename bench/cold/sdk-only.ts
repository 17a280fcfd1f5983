// What the SDK alone takes of a cold start: the calls of the first request, and nothing around them.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }));
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
