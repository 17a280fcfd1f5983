import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TABLE_DEFINITION } from './table-definition.ts';

/** An empty table of one test, and clients for it. `drop` deletes it and closes the clients. */
export interface TestTable {
  tableName: string;
  client: DynamoDBClient;
  documentClient: DynamoDBDocumentClient;
  drop: () => Promise<void>;
}

/** Creates an empty table with a random name on the DynamoDB Local that the test run started. */
export async function createTestTable(): Promise<TestTable> {
  const client = new DynamoDBClient({});
  const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const tableName = `test-${randomUUID()}`;
  await client.send(new CreateTableCommand({ TableName: tableName, ...TABLE_DEFINITION }));
  const drop = async (): Promise<void> => {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  };
  return { tableName, client, documentClient, drop };
}
