import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexValue } from '../../lambdas/scim/query/index-values.ts';
import type { Attributes } from '../../lambdas/scim/resource/resource.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';
import { createStore } from '../../lambdas/handlers/composition/store.ts';
import type { RetryOptions } from '../../lambdas/store/table/retry.ts';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import type { Store } from '../../lambdas/handlers/composition/store.ts';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { createTestTable } from './table.ts';

export interface StoreTest {
  readonly store: Store;
  readonly client: TableClient;
  readonly tableName: string;
  /** Every item of the table. */
  readonly items: () => Promise<Record<string, unknown>[]>;
  readonly drop: () => Promise<void>;
}

/** A store on an empty table, with the client that the functions use. */
export async function openStore(retry?: RetryOptions): Promise<StoreTest> {
  const { documentClient: client, tableName, drop } = await createTestTable();
  return {
    store: createStore(retry ? { client, tableName, retry } : { client, tableName }),
    client,
    tableName,
    items: async () => (await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }))).Items ?? [],
    drop,
  };
}

const TIME = '2026-11-01T08:00:00.000Z';

export function user(attributes: Attributes = {}, changes: Partial<StoredResource> = {}): StoredResource {
  return { type: 'User', id: randomUUID(), version: 1, created: TIME, lastModified: TIME, attributes, ...changes };
}

/** A user under a claim on userName and any lookups. */
export function claimed(resource: StoredResource, userName: string, lookups: readonly IndexValue[] = []): Indexed {
  return { resource, index: { claims: [{ attribute: 'userName', value: userName }], lookups } };
}

export function unclaimed(resource: StoredResource): Indexed {
  return { resource, index: { claims: [], lookups: [] } };
}

/** The state after a change of the resource that keeps its index values. */
export function changed(indexed: Indexed, changes: Partial<StoredResource>): Indexed {
  return { ...indexed, resource: { ...indexed.resource, version: indexed.resource.version + 1, ...changes } };
}
