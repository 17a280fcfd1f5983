import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { MINUTE } from '../lambdas/duration.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import type { Context } from '../lambdas/service/context.ts';
import { makeSecrets } from '../lambdas/store/credentials/secrets.ts';
import type { TableClient } from '../lambdas/store/table/client/client.ts';
import { createTableClient, type TableOptions } from '../lambdas/store/table/open-table.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { TABLE_DEFINITION } from '../tools/dynamodb-local/table-definition.ts';

const LOCAL = { region: 'eu-central-1', accessKeyId: 'local', secretAccessKey: 'local' };

/** The client of a function, on the DynamoDB of a bench, which other processes and clients find, too. */
export function benchClient(endpoint: string): TableClient {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: LOCAL.region,
    AWS_ACCESS_KEY_ID: LOCAL.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL.secretAccessKey,
  });
  return createTableClient({ access: LOCAL, endpoint });
}

/** The same, which waits for a DynamoDB as long as it takes: where only the processor's time counts. */
export const patientClient = (endpoint: string): TableClient =>
  createTableClient({ access: LOCAL, endpoint }, { requestTimeout: 10 * MINUTE });

/** The document client of the SDK. */
export const sdkClient = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: LOCAL.region, credentials: LOCAL, maxAttempts: 1 }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** An empty table of its own. */
export async function benchTable(client: TableClient, tableName = `bench-${randomUUID()}`): Promise<string> {
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
