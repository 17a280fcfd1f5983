import { createClient, type TableClient, type Where } from './client/client.ts';
import { createRetry } from './retry.ts';
import type { Retry, RetryOptions } from './retry.ts';

/** What every part of the store works with. */
export interface Table {
  readonly client: TableClient;
  readonly tableName: string;
  readonly retry: Retry;
}

export interface TableOptions {
  readonly client: TableClient;
  readonly tableName: string;
  readonly retry?: RetryOptions;
}

export function openTable({ client, tableName, retry }: TableOptions): Table {
  return { client, tableName, retry: createRetry(retry) };
}

/**
 * The client of a function, made once per process; connections are kept alive. It makes one attempt
 * only: retry.ts sees every failure and alone decides what follows. Time-outs in milliseconds; who is
 * not a function may be more patient with `requestTimeout`, and as many as `maxConnections`.
 */
export const createTableClient = (where: Where, { requestTimeout = 3000, maxConnections = 50 } = {}): TableClient =>
  createClient(where, { connectionTimeout: 1000, requestTimeout, maxConnections });
