import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { scimEndpoint } from '../http/scim-endpoint.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { tenantResourceTypes } from '../scim/schemas/resource-types.ts';
import { createStore } from '../store/create-store.ts';
import { createTableClient } from '../store/table.ts';
import { createCursors } from './cursors.ts';
import { readEnvironment, readTenantFile } from './environment.ts';
import { pause } from './pause.ts';

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();

const table = { client: createTableClient(), tableName };

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
