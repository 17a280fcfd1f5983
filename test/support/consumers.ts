import type { Consumer } from '../../lambdas/events/deliver.ts';
import { eventOf } from '../../lambdas/events/event.ts';
import { readChange } from '../../lambdas/events/stream-record.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { readStream } from './stream.ts';
import type { TestTable } from './table.ts';

/** Hands all that was written to a table so far, which has a stream, to consumers of it. */
export async function consume(table: TestTable, now: string, ...consumers: readonly Consumer[]): Promise<void> {
  const settings = { tenant: 'test', types: tenantResourceTypes([]), values: false, epoch: 0 };
  const told = (await readStream(table)).flatMap((record) => {
    const change = readChange(record);
    const event = change && eventOf(settings, change);
    return change ? [{ change, ...(event && { event }) }] : [];
  });
  for (const consumer of consumers) await consumer(told, now);
}
