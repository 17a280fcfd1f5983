import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { checkJava, javaCommand } from '../../../tools/dynamodb-local/java.ts';
import { startDynamoDbLocal } from '../../../tools/dynamodb-local/start.ts';
import { createTestTable } from '../../support/table.ts';

test('a test table keeps an item', async () => {
  const { documentClient, tableName, drop } = await createTestTable();
  await documentClient.send(new PutCommand({ TableName: tableName, Item: { pk: 'a', sk: 'b', n: 1 } }));
  const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key: { pk: 'a', sk: 'b' } }));
  expect(Item).toEqual({ pk: 'a', sk: 'b', n: 1 });
  await drop();
});

test('a port that is taken is refused', async () => {
  const { port } = new URL(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  await expect(startDynamoDbLocal({ port: Number(port) })).rejects.toThrow(`port ${port} for DynamoDB Local is in use`);
});

test('a Java that is not there is named', async () => {
  await expect(checkJava(javaCommand('/nowhere'))).rejects.toThrow(
    /needs Java 17 or newer, and "\/nowhere\/bin\/java"/,
  );
});
