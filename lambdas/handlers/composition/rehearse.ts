import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { SECOND } from '../../duration.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { SCIM_BASE } from '../../http/paths.ts';
import { eventOf } from '../../http/smoke/event.ts';
import { logger } from './logger.ts';

/** Lambda gives a start 10 seconds. */
const PATIENCE = 2 * SECOND;

/**
 * Asks the endpoint of a function, while that starts, what Entra asks first. What a first request has to load
 * and compile is there by then: a start has a whole processor, a request of 512 MB 0.29 of one. Nobody
 * counts or logs it, and however it is answered, the function starts.
 */
export async function rehearse(endpoint: Endpoint, tenant: string): Promise<void> {
  const event = eventOf(tenant, `${SCIM_BASE}/Users`, { filter: 'userName eq "rehearsal"' });
  const level = logger.getLevelName();
  logger.setLogLevel('SILENT');
  try {
    await Promise.race([
      endpoint(event as APIGatewayProxyEvent, {} as Context),
      sleep(PATIENCE, undefined, { ref: false }),
    ]);
  } finally {
    logger.setLogLevel(level);
  }
}
