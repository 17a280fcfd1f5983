import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MINUTE } from '../../lambdas/duration.ts';
import { readDynamoDb } from '../../lambdas/handlers/composition/environment.ts';
import { createTableClient } from '../../lambdas/store/table/open-table.ts';
import { startHardDynamoDb, type HardDynamoDb, type HardOptions } from '../../tools/hard-dynamodb/hard-dynamodb.ts';
import { createTestTable, type TestTable } from './table.ts';

/** A table behind a DynamoDB that is as hard as AWS's, and the controls of that. */
export interface HardTable extends TestTable {
  readonly hard: HardDynamoDb;
}

export interface HardTableOptions extends Omit<HardOptions, 'upstream'> {
  readonly stream?: boolean;
  /** After how many milliseconds the client gives up on an answer; never where nothing is said. */
  readonly requestTimeout?: number;
}

/**
 * As `createTestTable`, through a proxy of its own, for clients of its own.
 */
export async function createHardTable(options: HardTableOptions = {}): Promise<HardTable> {
  const { stream = false, requestTimeout, ...hardOptions } = options;
  const table = await createTestTable({ stream });
  const hard = await startHardDynamoDb({ upstream: process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', ...hardOptions });
  // Who asks at once are many functions, and none waits for a connection of another.
  const where = { ...readDynamoDb(), endpoint: hard.endpoint };
  const documentClient = createTableClient(where, {
    requestTimeout: requestTimeout ?? 10 * MINUTE,
    maxConnections: 1_000,
  });
  const client = new DynamoDBClient({ endpoint: hard.endpoint });
  const drop = async (): Promise<void> => {
    for (const each of [client, documentClient]) each.destroy();
    await hard.stop();
    await table.drop();
  };
  return { tableName: table.tableName, client, documentClient, hard, drop };
}
