import type { TrafficReader, TrafficWriter } from '../../lambdas/store/ports/traffic.ts';
import type { TableOptions } from '../../lambdas/store/table/open-table.ts';
import { createTrafficReader, createTrafficWriter } from '../../lambdas/store/traffic/traffic.ts';

export type TrafficStore = TrafficReader & TrafficWriter;

/** Both sides of what is counted about requests: no function has more than one. */
export const createTrafficStore = (options: TableOptions): TrafficStore => ({
  ...createTrafficReader(options),
  ...createTrafficWriter(options),
});
