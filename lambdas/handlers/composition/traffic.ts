import type { RecordRefusal } from '../../http/credential-log.ts';
import { createTrafficWriter } from '../../store/traffic/traffic.ts';
import type { TableOptions } from '../../store/table/open-table.ts';
import { createRecorder, type Recorder } from '../../traffic/record.ts';
import { logger } from './logger.ts';

/** The record of a tenant's traffic, kept in its table. */
export function createTrafficRecorder(table: TableOptions, tenant: string): Recorder {
  const traffic = createTrafficWriter(table);
  return createRecorder({
    tenant,
    add: (bucket) => traffic.add(bucket),
    now: () => Date.now(),
    onError: (error) =>
      logger.warn('traffic not recorded', { reason: error instanceof Error ? error.name : 'unknown' }),
  });
}

/**
 * The same for functions that let nobody in whom they do not know: they record whom they refused.
 */
export function createRefusalRecord(table: TableOptions, tenant: string): RecordRefusal {
  const { observe } = createTrafficRecorder(table, tenant);
  return (status, kind, reason) => observe({ kind: 'refused', status, reason: `${kind} ${reason}` });
}
