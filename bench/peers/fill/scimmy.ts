import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { benchUser } from '../../load-users.ts';
import type { Filling } from '../contenders.ts';
import { memberKey, nameKey, resourceKey, TABLE } from '../scimmy/keys.ts';
import { writeItems } from './write-items.ts';

/** The table of SCIMMY's host. */
export async function createScimmyTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
}

type Resource = Readonly<Record<string, unknown>> & { readonly id: string };

/** Users who are all members of one group, in the table of SCIMMY's host; answers the id of the group. */
export async function fillScimmy({ client, users }: Filling): Promise<string> {
  const group = randomUUID();
  const meta = { created: '2027-01-01T00:00:00.000Z', lastModified: '2027-01-01T00:00:00.000Z' };
  const put = (type: string, resource: Resource, name: string): object[] => [
    { ...resourceKey(type, resource.id), resource: { ...resource, meta } },
    { ...nameKey(type, name), id: resource.id },
  ];
  const displayName = `filled ${group}`;
  const items = put('Group', { id: group, displayName }, displayName);
  for (let number = 0; number < users; number += 1) {
    const id = randomUUID();
    const { attributes } = benchUser(number, id);
    items.push(...put('User', { ...attributes, id }, attributes.userName), memberKey(group, id));
  }
  await writeItems(client, TABLE, items);
  return group;
}
