import { Logger } from '@aws-lambda-powertools/logger';
import { createFields } from '../tenant/fields.ts';
import { readHealth } from '../doctor/health.ts';
import { directoryEndpoint } from '../http/directory/endpoint.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { tenantResourceTypes, userType } from '../tenant/resource-types.ts';
import { createStore } from './composition/store.ts';
import { createCredentialStore } from '../store/credentials/credentials.ts';
import { createFeed } from '../store/feed.ts';
import { createTableClient } from '../store/table/table.ts';
import { createTrafficStore } from '../store/traffic.ts';
import { createCursors } from './composition/cursors.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();
const types = tenantResourceTypes(tenantFile.matchingAttributes, tenantFile);
const users = types.find(({ name }) => name === userType.name) ?? userType;

const table = { client: createTableClient(), tableName };
const store = createStore(table);
const traffic = createTrafficStore(table);
const credentials = createCredentialStore(table);
const now = (): string => new Date().toISOString();

/** Serves the directory that the product reads. A function of its own: it may read and nothing else. */
export const handler = directoryEndpoint({
  tenant,
  logger: new Logger(),
  context: {
    store,
    feed: createFeed(table),
    cursors: createCursors(table),
    types,
    fields: createFields({ type: users, profile: profiles[tenantFile.profile] }, tenantFile.fields),
    retention: tenantFile.retention,
    health: () => readHealth({ store, traffic, credentials, now }),
    now,
  },
});
