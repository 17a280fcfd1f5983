import { readHealth } from '../doctor/health.ts';
import { directoryEndpoint } from '../http/directory/endpoint.ts';
import { createEndingReader } from '../store/credentials/ending.ts';
import { createFeedReader } from '../store/feed/read-feed.ts';
import { createTrafficReader } from '../store/traffic/traffic.ts';
import { now } from './composition/clock.ts';
import { createCursors } from './composition/cursors.ts';
import { fieldsOf } from './composition/fields.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table, { mayWrite: false });
const types = resourceTypesOf(tenantFile);
const store = createStore(table);
const traffic = createTrafficReader(table);
const credentials = createEndingReader(table);

/**
 * Serves the directory that the product reads. A function of its own: it may read and nothing else.
 */
const answer = directoryEndpoint({
  tenant,
  logger,
  context: {
    store,
    feed: createFeedReader(table),
    cursors: createCursors(table),
    types,
    fields: fieldsOf(types, tenantFile),
    retention: tenantFile.retention,
    tellsValues: tenantFile.events.values,
    health: () => readHealth({ store, traffic, credentials, now }),
    now,
  },
});

export const handler = logged(answer);
