import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRetry } from './retry.ts';
import type { Retry, RetryOptions } from './retry.ts';

/** What every part of the store works with. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly retry: Retry;
}

export interface TableOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly retry?: RetryOptions;
}

export function openTable({ client, tableName, retry }: TableOptions): Table {
  return { client, tableName, retry: createRetry(retry) };
}

/**
 * The client of a function, made once per process; connections are kept alive. The SDK makes one
 * attempt only: retry.ts sees every failure and alone decides what follows. Time-outs in
 * milliseconds; who is not a function may be more patient with `requestTimeout`.
 */
export function createTableClient({ requestTimeout = 3000 } = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout, throwOnRequestTimeout: true },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
