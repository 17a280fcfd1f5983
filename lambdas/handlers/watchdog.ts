import { watchFleet } from '../doctor/fleet/watch.ts';
import { createFleetReader } from './composition/fleet-reader.ts';
import { logged, logger } from './composition/logger.ts';

const reader = createFleetReader();

/** Looks at every tenant of the account and Region, once an hour. */
export const handler = logged((_scheduled: object): Promise<void> =>
  watchFleet({ reader, now: () => Date.now(), log: logger }),
);
