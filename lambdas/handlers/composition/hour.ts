import { readHealth } from '../../doctor/health.ts';
import { verdictOf } from '../../doctor/hour.ts';
import type { PurgeReport } from '../../service/lifecycle/purge.ts';
import { createEndingReader } from '../../store/credentials/ending.ts';
import type { TableOptions } from '../../store/table/open-table.ts';
import { createHeartbeat } from '../../store/traffic/heartbeat.ts';
import { createTrafficReader } from '../../store/traffic/traffic.ts';
import { metrics } from '../../traffic/metrics.ts';
import { now } from './clock.ts';
import { logger } from './logger.ts';
import type { Store } from './store.ts';

/** Writes how a tenant stands, from what its purge did and what the doctor says, into one line; then the heartbeat. */
type TellHour = (report: PurgeReport) => Promise<void>;

/** What cannot be told is thrown: then there is no heartbeat, which the watchdog of the fleet sees. */
export function createHour(tenant: string, table: TableOptions, store: Store): TellHour {
  const context = { store, traffic: createTrafficReader(table), credentials: createEndingReader(table), now };
  const heartbeat = createHeartbeat(table);
  return async ({ failed, oldestOverdueHours, heldBack, remaining }) => {
    const [health, holds] = await Promise.all([readHealth(context), store.listHolds()]);
    const waiting = holds.filter(({ state }) => state === 'held').length;
    const { status, findings } = health;
    logger.info('hour', {
      tenant,
      failed,
      oldestOverdueHours,
      heldBack,
      remaining,
      holds: waiting,
      doctor: status,
      findings: findings.map(({ id }) => id),
      ...metrics({
        ErasuresFailed: failed,
        ErasuresOverdueHours: oldestOverdueHours,
        ErasuresRemaining: Number(remaining),
        ErasuresHeldBack: heldBack,
        MassDeletesHeld: waiting,
        ...verdictOf(health),
      }),
    });
    await heartbeat.beat(now());
  };
}
