import { readHealth } from '../doctor/health.ts';
import { directoryEndpoint } from '../http/directory/endpoint.ts';
import { createCredentialStore } from '../store/credentials/credentials.ts';
import { createFeed } from '../store/feed.ts';
import { createTrafficStore } from '../store/traffic.ts';
import { now } from './composition/clock.ts';
import { createCursors } from './composition/cursors.ts';
import { fieldsOf } from './composition/fields.ts';
import { logger } from './composition/logger.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';

const { tenant, tenantFile, table } = openTenant();
const store = createStore(table);
const traffic = createTrafficStore(table);
const credentials = createCredentialStore(table);

/**
 * Serves the directory that the product reads. A function of its own: it may read and nothing else.
 */
export const handler = directoryEndpoint({
  tenant,
  logger,
  context: {
    store,
    feed: createFeed(table),
    cursors: createCursors(table),
    types: resourceTypesOf(tenantFile),
    fields: fieldsOf(tenantFile),
    retention: tenantFile.retention,
    health: () => readHealth({ store, traffic, credentials, now }),
    now,
  },
});
