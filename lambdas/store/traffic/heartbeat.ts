import { openTable, type TableOptions } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { HEARTBEAT_KEY } from '../table/tenant-keys.ts';
import { putItem } from '../table/transact.ts';

/** When the hourly job of a tenant ran to its end; times are ISO 8601. */
interface Heartbeat {
  /** 1 write unit. */
  beat(at: string): Promise<void>;
  /** The last time; undefined where there was none. 1 read unit. */
  last(): Promise<string | undefined>;
}

export function createHeartbeat(options: TableOptions): Heartbeat {
  const table = openTable(options);
  return {
    beat: (at) => putItem(table, { ...HEARTBEAT_KEY, at }),
    last: async () => (await getItem(table, HEARTBEAT_KEY))?.at,
  };
}
