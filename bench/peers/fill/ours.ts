import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { groupType } from '../../../lambdas/tenant/resource-types.ts';
import { directory } from '../../load-directory.ts';
import { TABLE_NAME } from '../build.ts';
import { writeItems } from './write-items.ts';

/** Users who are all members of one group, in the table of the function; answers the id of the group. */
export async function fillOurs({
  client,
  users,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly users: number;
}): Promise<string> {
  const items = [...directory(1, users, 1)].flat();
  await writeItems(client, TABLE_NAME, items);
  const group = items.find(({ type }) => type === groupType.name);
  return String(group?.['id']);
}
