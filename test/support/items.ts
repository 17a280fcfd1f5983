import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { anyItem, type AnyItem } from '../../lambdas/store/table/key.ts';
import type { TestTable } from './table.ts';

/** Every item of a small table. */
export async function itemsOf({ documentClient, tableName }: TestTable): Promise<AnyItem[]> {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return Items.map(anyItem);
}
