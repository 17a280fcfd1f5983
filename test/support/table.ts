import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { readDynamoDb } from '../../lambdas/handlers/composition/environment.ts';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { createTableClient } from '../../lambdas/store/table/open-table.ts';
import { TABLE_DEFINITION } from '../../tools/dynamodb-local/table-definition.ts';

/**
 * An empty table of one test, and clients for it: that of the SDK, and that of the functions, which is patient here.
 * `drop` deletes it and closes the clients.
 */
export interface TestTable {
  tableName: string;
  client: DynamoDBClient;
  documentClient: TableClient;
  drop: () => Promise<void>;
}

/** The client of the functions, patient: on a busy machine DynamoDB Local may need more than three seconds. */
export const createPatientClient = (): TableClient => createTableClient(readDynamoDb(), { requestTimeout: 60_000 });

/**
 * Creates an empty table with a random name on the DynamoDB Local that the test run started. Its stream is for tests that read it: DynamoDB Local keeps
 * the records of every stream for a day, and each one makes the writes to all tables that have one slower (15 ms for a transaction at first, 45 ms
 * after 9,000 items).
 */
export async function createTestTable({ stream = false }: { stream?: boolean } = {}): Promise<TestTable> {
  const client = new DynamoDBClient({});
  const documentClient = createPatientClient();
  const tableName = `test-${randomUUID()}`;
  const { StreamSpecification, ...definition } = TABLE_DEFINITION;
  const streamed = stream ? { StreamSpecification } : {};
  await client.send(new CreateTableCommand({ TableName: tableName, ...definition, ...streamed }));
  const drop = async (): Promise<void> => {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
    documentClient.destroy();
  };
  return { tableName, client, documentClient, drop };
}

/** Deletes the few items of a table (a page of a scan): a table of its own costs a test as much as twenty requests. */
export async function emptyTable({
  documentClient,
  tableName: TableName,
}: {
  readonly documentClient: TableClient;
  readonly tableName: string;
}): Promise<void> {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const deletes = Items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  for (let at = 0; at < deletes.length; at += 25)
    await documentClient.send(new BatchWriteCommand({ RequestItems: { [TableName]: deletes.slice(at, at + 25) } }));
}
