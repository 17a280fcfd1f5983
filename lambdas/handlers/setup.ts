import { sampleUsers } from '../directory/setup/sample.ts';
import { readFacts } from '../doctor/health.ts';
import { SECOND } from '../duration.ts';
import { setupEndpoint } from '../http/setup/endpoint.ts';
import { createCredentialUse } from '../store/credentials/credential-use.ts';
import { createEndingReader } from '../store/credentials/ending.ts';
import { createLinkCredentials } from '../store/credentials/link-credentials.ts';
import { createFeedBackReader } from '../store/feed/read-back.ts';
import { createJournalReader } from '../store/traffic/read-journal.ts';
import { createTrafficReader } from '../store/traffic/traffic.ts';
import { checkShape } from './composition/check-shape.ts';
import { now } from './composition/clock.ts';
import { createCursors } from './composition/cursors.ts';
import { fieldsOf } from './composition/fields.ts';
import { keptFor } from './composition/kept.ts';
import { logged, logger } from './composition/logger.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';
import { openWebFiles } from './composition/web-files.ts';

/** The page asks every few seconds, and a look at the directory reads some hundred items. */
const LOOK_KEPT = 30 * SECOND;

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table, { mayWrite: false });
const types = resourceTypesOf(tenantFile);
const fields = fieldsOf(types, tenantFile);
const store = createStore(table);
const credentials = createEndingReader(table);
const { name, profile, federation } = tenantFile;

/** Serves the setup page, and the API behind it, to whoever has a link. */
const answer = setupEndpoint({
  tenant,
  logger,
  files: openWebFiles(),
  context: {
    tenant: { name, profile, federation: federation ? entered(federation) : null },
    store,
    traffic: createTrafficReader(table),
    lookBack: createFeedBackReader(table),
    journal: createJournalReader(table),
    credentials: createCredentialUse(table),
    made: createLinkCredentials(table),
    cursors: createCursors(table),
    types,
    fields,
    retention: tenantFile.retention,
    sample: keptFor(LOOK_KEPT, () => sampleUsers({ store, types, fields })),
    facts: keptFor(LOOK_KEPT, () => readFacts({ store, credentials, now })),
    now,
  },
});

export const handler = logged(answer);

/** What is entered in Entra; the rest is for whoever checks what it sends. */
function entered({ clientId, audiences, subject, tenantId }: NonNullable<typeof federation>) {
  return { clientId, audiences, subject, tenantId };
}
