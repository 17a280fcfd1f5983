import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Bus } from '../../events/publish.ts';
import { readEventBusName } from './environment.ts';
import { logger } from './logger.ts';

/**
 * The tenant's bus. Time-outs in milliseconds; the pauses double, with jitter, from 400 ms at most.
 */
export const openBus = (): Bus => ({
  client: new EventBridgeClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  }),
  name: readEventBusName(),
  pause: async (attempt) => {
    await sleep(Math.random() * 100 * 2 ** attempt);
  },
  onRefusal: (eventId, reason) => logger.warn('event not taken', { eventId, reason }),
});
