import { createTrafficStore } from '../../store/traffic.ts';
import type { TableOptions } from '../../store/table/table.ts';
import { createRecorder } from '../../traffic/record.ts';
import { logger } from './logger.ts';

/** Records a refused credential, by what it looked like and why, for the doctor. Never throws or rejects. */
export type RecordRefusal = (status: number, kind: string, reason: string) => Promise<void>;

export function createRefusalRecord({
  client,
  tableName,
  tenant,
}: Pick<TableOptions, 'client' | 'tableName'> & { readonly tenant: string }): RecordRefusal {
  const traffic = createTrafficStore({ client, tableName });
  const { observe } = createRecorder({
    tenant,
    add: (bucket) => traffic.add(bucket),
    now: () => Date.now(),
    onError: (error) => logger.warn('traffic not recorded', { reason: (error as Error).name }),
  });
  return (status, kind, reason) => observe({ kind: 'refused', status, reason: `${kind} ${reason}` });
}
