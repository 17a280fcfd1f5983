import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { sweepTombstones } from '../service/lifecycle/reconcile.ts';
import { guardDirectory } from '../service/lifecycle/guard.ts';
import { purge } from '../service/lifecycle/purge.ts';
import type { PurgeReport } from '../service/lifecycle/purge.ts';
import { tenantResourceTypes } from '../tenant/resource-types.ts';
import { createStore } from './composition/store.ts';
import { createTableClient } from '../store/table/table.ts';
import { readEnvironment, readTenantFile } from './composition/environment.ts';
import { logger } from './composition/logger.ts';
import { pause } from './composition/pause.ts';

export interface PurgeEvent {
  readonly dryRun?: boolean;
  /** Erase what is due at this time instead of now, ISO 8601. */
  readonly asOf?: string;
}

/** Milliseconds kept back for the resources that are being erased when time runs out, retries included. */
const RESERVE = 30_000;
const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

const { tableName, tenant } = readEnvironment();
const tenantFile = readTenantFile();
const types = tenantResourceTypes(tenantFile.matchingAttributes, tenantFile);
const store = createStore({ client: createTableClient(), tableName });

/** Erases the users whose retention has passed. The schedule sends an empty event, the CLI may send both keys. */
export async function handler(
  event: PurgeEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<PurgeReport> {
  const { asOf, dryRun } = readEvent(event);
  const hasTime = (): boolean => context.getRemainingTimeInMillis() >= RESERVE;
  const tools = { store, types, now: () => new Date().toISOString(), pause, hasTime };
  // The guard is quick and comes first: what it holds is not purged in the same run.
  const holds = dryRun ? [] : await guardDirectory({ ...tools, guard: tenantFile.guard, newId: randomUUID });
  for (const { id, from, to, count, of } of holds)
    logger.warn('too many soft deletes at once', { tenant, hold: id, from, to, count, of });
  const report = await purge({
    ...tools,
    retention: tenantFile.retention,
    asOf,
    dryRun,
    onFailure: (id, error) => {
      const { name, message } = error as Error;
      logger.error('not erased', { id, name, reason: message });
    },
  });
  const { users: _, ...summary } = report;
  const departed = dryRun ? undefined : await sweepTombstones(tools);
  logger.info('purge', { tenant, ...summary, departed });
  return report;
}

function readEvent({ asOf, dryRun = false }: PurgeEvent): { asOf: string; dryRun: boolean } {
  if (typeof dryRun !== 'boolean') throw new Error(`dryRun is ${JSON.stringify(dryRun)}; allowed: true or false`);
  if (asOf === undefined) return { asOf: new Date().toISOString(), dryRun };
  if (!ISO_TIME.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new Error(`asOf is ${JSON.stringify(asOf)}; allowed: a time like 2027-01-01T00:00:00Z`);
  }
  return { asOf: new Date(asOf).toISOString(), dryRun };
}
