import { randomUUID } from 'node:crypto';
import { scimEndpoint } from '../http/scim/endpoint.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { tenantResourceTypes } from '../tenant/resource-types.ts';
import { createStore } from './composition/store.ts';
import { createTableClient } from '../store/table/table.ts';
import { createTrafficStore } from '../store/traffic.ts';
import { createRecorder } from '../traffic/record.ts';
import { createCursors } from './composition/cursors.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';
import { logger } from './composition/logger.ts';
import { pause } from './composition/pause.ts';

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();

const table = { client: createTableClient(), tableName };

const traffic = createTrafficStore(table);
const { observe } = createRecorder({
  tenant,
  add: (bucket) => traffic.add(bucket),
  now: () => Date.now(),
  onError: (error) => logger.warn('traffic not recorded', { reason: (error as Error).name }),
});

/** Serves every SCIM route: Entra comes every 40 minutes, and each further function would be one more cold start. */
export const handler = scimEndpoint({
  tenant,
  logger,
  observe,
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
