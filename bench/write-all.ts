import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** Writes what is in a batch, all of it: DynamoDB may take a part only. */
export async function writeAll(client: DynamoDBDocumentClient, requests: Requests): Promise<void> {
  const { UnprocessedItems: left = {} } = await client.send(new BatchWriteCommand({ RequestItems: requests }));
  if (Object.keys(left).length > 0) await writeAll(client, left);
}
