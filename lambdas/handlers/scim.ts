import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { scimEndpoint } from '../http/scim-endpoint.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { tenantResourceTypes } from '../scim/schemas/resource-types.ts';
import { createStore } from '../store/create-store.ts';
import { createTableClient } from '../store/table.ts';
import { createCursors } from './cursors.ts';
import { readEnvironment, readTenantFile } from './environment.ts';

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();

const table = { client: createTableClient(), tableName };

/** Waits up to 20 ms, 40 ms, … 320 ms: writers of one resource that met once must not meet again in step. */
const pause = async (attempt: number): Promise<void> => {
  await sleep(Math.random() * 10 * 2 ** Math.min(attempt - 1, 5));
};

/** Serves every SCIM route: Entra comes every 40 minutes, and each further function would be one more cold start. */
export const handler = scimEndpoint({
  tenant,
  logger: new Logger(),
  context: {
    store: createStore(table),
    cursors: createCursors(table),
    types: tenantResourceTypes(tenantFile.matchingAttributes, tenantFile),
    profile: profiles[tenantFile.profile],
    retention: tenantFile.retention,
    now: () => new Date().toISOString(),
    newId: randomUUID,
    pause,
  },
});
