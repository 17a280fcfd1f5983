import { StoreBusyError } from '../../store/ports/busy.ts';
import { meetShape } from '../../store/table/meet-shape.ts';
import { openTable, type TableOptions } from '../../store/table/open-table.ts';

/**
 * Called while a function starts, when the connection to the table is opened anyway: it does not
 * start on a table of another shape. A table that is too busy to tell is taken to be right.
 */
export async function checkShape(options: TableOptions, { mayWrite = true } = {}): Promise<void> {
  try {
    await meetShape(openTable({ ...options, retry: { deadline: 3_000 } }), { mayWrite });
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
  }
}
