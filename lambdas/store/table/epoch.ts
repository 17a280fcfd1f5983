import { openTable, type Table, type TableOptions } from './open-table.ts';
import { getItem } from './read.ts';
import { SHAPE_KEY } from './tenant-keys.ts';

/**
 * Which line of changes a table is of: 0, or, where it was restored to an earlier time, when that was
 * begun, in seconds since 1970. It is set before the first function knows the table.
 */
export const readEpoch = async (table: Table): Promise<number> => (await getItem(table, SHAPE_KEY))?.epoch ?? 0;

/** The same, read once per process: a table that is in use stays in its epoch. */
export function createEpoch(options: TableOptions): () => Promise<number> {
  const table = openTable(options);
  let known: Promise<number> | undefined;
  return async () => {
    known ??= readEpoch(table);
    try {
      return await known;
    } catch (error) {
      // A failure is not kept: the next request asks again.
      known = undefined;
      throw error;
    }
  };
}
