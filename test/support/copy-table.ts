import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { TABLE_DEFINITION } from '../../tools/dynamodb-local/table-definition.ts';
import { createTestTable, type TestTable } from './table.ts';

/** A table with the same items as of now, as DynamoDB would restore it, but for the stream; small tables only. */
export async function copyOf(from: TestTable, { stream = false } = {}): Promise<TestTable> {
  const copy = await createTestTable({ stream });
  await copyItems(copy.documentClient, from.tableName, copy.tableName);
  return copy;
}

/** The same, in the database of another client. */
export async function copyTable(client: DynamoDBClient, from: string, to: string): Promise<void> {
  const { StreamSpecification: _, ...definition } = TABLE_DEFINITION;
  await client.send(new CreateTableCommand({ TableName: to, ...definition }));
  await copyItems(DynamoDBDocumentClient.from(client), from, to);
}

async function copyItems(client: TableClient, from: string, to: string): Promise<void> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: from, ConsistentRead: true }));
  const puts = Items.map((Item) => ({ PutRequest: { Item } }));
  for (let at = 0; at < puts.length; at += 25)
    await client.send(new BatchWriteCommand({ RequestItems: { [to]: puts.slice(at, at + 25) } }));
}
