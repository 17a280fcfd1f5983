import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { messageOf } from '../../lib/thrown.ts';
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
 * As `createTestTable`, through a proxy of its own. The client makes one attempt only, as that of the functions does: the
 * store's own retries see every failure.
 */
export async function createHardTable(options: HardTableOptions = {}): Promise<HardTable> {
  const { stream = false, requestTimeout, ...hardOptions } = options;
  const table = await createTestTable({ stream });
  const hard = await startHardDynamoDb({ upstream: process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', ...hardOptions });
  const client = new DynamoDBClient({
    endpoint: hard.endpoint,
    maxAttempts: 1,
    // Who asks at once are many functions, and none waits for a connection of another.
    requestHandler: {
      httpAgent: { maxSockets: 1_000 },
      ...(requestTimeout && { requestTimeout, throwOnRequestTimeout: true }),
    },
  });
  ownErrors(client);
  const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const drop = async (): Promise<void> => {
    client.destroy();
    await hard.stop();
    await table.drop();
  };
  return { tableName: table.tableName, client, documentClient, hard, drop };
}

/**
 * Errors of a connection are of another realm than the tests, where Jest runs: the SDK would not know them for errors,
 * and hide their names and codes from the retries.
 */
function ownErrors(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error) throw error;
        throw Object.assign(new Error(messageOf(error), { cause: error }), error);
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'own-errors', override: true },
  );
}
