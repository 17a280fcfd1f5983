import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { enforceRetention, type RetentionRequest } from '../service/lifecycle/enforce-retention.ts';
import type { PurgeReport } from '../service/lifecycle/purge.ts';
import { now } from './composition/clock.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { createHour } from './composition/hour.ts';
import { pause } from './composition/pause.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { openTenant } from './composition/tenant.ts';

/**
 * Milliseconds kept back for the resources that are being erased when time runs out, retries
 * included.
 */
const RESERVE = 30_000;

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table);
const { guard, retention } = tenantFile;
const store = createStore(table);
const tellHour = createHour(tenant, table, store);
const enforcing = {
  tenant,
  store,
  types: resourceTypesOf(tenantFile),
  guard,
  retention,
  author: { by: 'purge' },
  now,
  newId: randomUUID,
  pause,
  log: logger,
};

/**
 * Erases the users whose retention has passed, and tells how the tenant stands. The schedule sends an
 * empty event; the CLI may send both keys. Of a dry run, or of another time, nothing is told: it is no
 * hour of the tenant's.
 */
async function purge(
  event: RetentionRequest,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<PurgeReport> {
  const hasTime = () => context.getRemainingTimeInMillis() >= RESERVE;
  const report = await enforceRetention(event, { ...enforcing, hasTime });
  if (event.dryRun !== true && event.asOf === undefined) await tellHour(report);
  return report;
}

export const handler = logged(purge);
