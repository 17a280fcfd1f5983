import { randomUUID } from 'node:crypto';
import { scimEndpoint } from '../http/scim/endpoint.ts';
import { profiles } from '../scim/quirks/profiles.ts';
import { now } from './composition/clock.ts';
import { createCursors } from './composition/cursors.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { pause } from './composition/pause.ts';
import { rehearse } from './composition/rehearse.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createJournal } from './composition/journal.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';
import { createTrafficRecorder } from './composition/traffic.ts';

const { tenant, tenantFile, table } = openTenant();

/**
 * Serves every SCIM route: Entra comes every 40 minutes, and each further function would be one
 * more cold start.
 */
const answer = scimEndpoint({
  tenant,
  logger,
  observe: createTrafficRecorder(table, tenant).observe,
  note: createJournal(table),
  context: {
    store: createStore(table),
    cursors: createCursors(table),
    types: resourceTypesOf(tenantFile),
    profile: profiles[tenantFile.profile],
    retention: tenantFile.retention,
    revive: tenantFile.revive,
    now,
    newId: randomUUID,
    pause,
  },
});

export const ready = checkShape(table).then(() => rehearse(answer, tenant));

export const handler = logged(answer);
