import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TableClient } from '../lambdas/store/table/client/client.ts';

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** Writes what is in a batch, all of it: DynamoDB may take a part only. */
export async function writeAll(client: TableClient, requests: Requests): Promise<void> {
  const { UnprocessedItems: left = {} } = await client.send(new BatchWriteCommand({ RequestItems: requests }));
  if (Object.keys(left).length > 0) await writeAll(client, left);
}
