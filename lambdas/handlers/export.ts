import type { APIGatewayProxyEvent } from 'aws-lambda';
import { exportEndpoint } from '../http/directory/endpoint.ts';
import { describeError } from '../http/errors.ts';
import { createFeedReader } from '../store/feed/read-feed.ts';
import { createExportSlots } from '../store/traffic/export-slots.ts';
import { now } from './composition/clock.ts';
import { createCursors } from './composition/cursors.ts';
import { fieldsOf } from './composition/fields.ts';
import { logged, logger } from './composition/logger.ts';
import { checkShape } from './composition/check-shape.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createStore } from './composition/store.ts';
import { streamAnswer } from './composition/stream-answer.ts';
import { openTenant } from './composition/tenant.ts';

const { tenant, tenantFile, table } = openTenant();
export const ready = checkShape(table, { mayWrite: false });
const types = resourceTypesOf(tenantFile);

/**
 * Writes out the directory, everything of a kind in one answer (docs/adr/0036). A function of its own: it
 * runs for minutes, and its answers are streams.
 */
const answer = logged(
  exportEndpoint({
    tenant,
    logger,
    context: {
      store: createStore(table),
      feed: createFeedReader(table),
      cursors: createCursors(table),
      types,
      fields: fieldsOf(types, tenantFile),
      retention: tenantFile.retention,
      slots: createExportSlots(table),
      ended: ({ error, ...how }) => {
        if (how.end === 'failed') logger.error('export', { ...how, error: describeError(error) });
        else logger.info('export', { ...how });
      },
      now,
    },
  }),
);

export const handler = awslambda.streamifyResponse<APIGatewayProxyEvent>(async (event, response, context) => {
  await streamAnswer(await answer(event, context), event, response, () => context.getRemainingTimeInMillis());
});
