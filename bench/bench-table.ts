import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import type { Context } from '../lambdas/service/context.ts';
import { makeSecrets } from '../lambdas/store/credentials/secrets.ts';
import { createTableClient, type TableOptions } from '../lambdas/store/table/open-table.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { TABLE_DEFINITION } from '../tools/dynamodb-local/table-definition.ts';

/** The client of a function, on the DynamoDB of a bench. */
export function benchClient(endpoint: string): DynamoDBDocumentClient {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  return createTableClient();
}

/** The same, which waits for a DynamoDB as long as it takes: where only the processor's time counts. */
export function patientClient(endpoint: string): DynamoDBDocumentClient {
  const region = 'eu-central-1';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** An empty table of its own. */
export async function benchTable(client: DynamoDBDocumentClient, tableName = `bench-${randomUUID()}`): Promise<string> {
  // No stream: nobody reads it here, and its records make every write dearer for DynamoDB Local.
  const { StreamSpecification: _, ...definition } = TABLE_DEFINITION;
  await client.send(new CreateTableCommand({ TableName: tableName, ...definition }));
  await makeSecrets({ client, tableName });
  return tableName;
}

/** What serves a request about a table. */
export const benchContext = (table: TableOptions): Context => ({
  store: createStore(table),
  cursors: createCursors(table),
  types: [userType, groupType],
  profile: profiles.entra,
  retention: { days: 30, deactivated: 'purge' },
  revive: 'objectId',
  baseUrl: 'https://scim.example.com/scim/v2',
  now: () => new Date().toISOString(),
  newId: randomUUID,
  pause: () => Promise.resolve(),
});
