import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { recover } from '../service/lifecycle/recover.ts';
import { now } from './composition/clock.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { pause } from './composition/pause.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { tellStreamAge } from './composition/stream-age.ts';
import { openTenant } from './composition/tenant.ts';

/** Milliseconds kept back for what is being written when time runs out, retries included. */
const RESERVE = 30_000;

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table);
const recovering = {
  store: createStore(table),
  types: resourceTypesOf(tenantFile),
  retention: tenantFile.retention,
  author: { by: 'recovery' },
  now,
  pause,
};

/**
 * Called by the table's stream as soon as something is written down that has to be carried out. It
 * carries out all there is, whatever the records are about.
 */
async function carryOut(
  { Records: records }: DynamoDBStreamEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  tellStreamAge(tenant, records);
  const hasTime = () => context.getRemainingTimeInMillis() >= RESERVE;
  const report = await recover({ ...recovering, hasTime });
  logger.info('recovery', { tenant, ...report });
  // What could not be done in time goes on at once; what has to wait for others is the purge's.
  const [first] = hasTime() ? [] : records;
  return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
}

export const handler = logged(carryOut);
