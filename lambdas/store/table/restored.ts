import type { Restored } from '../ports/restored.ts';
import type { ShapeItem } from './items.ts';
import { meetShape } from './meet-shape.ts';
import type { Table } from './open-table.ts';
import { getItem } from './read.ts';
import { SHAPE_KEY } from './tenant-keys.ts';
import { writeOne } from './transact.ts';

/** What a table says of its own restore. */
export const findRestored = async (table: Table): Promise<Pick<ShapeItem, 'epoch' | 'restored'>> =>
  (await getItem(table, SHAPE_KEY)) ?? {};

/**
 * Makes a copy a table of its own epoch, before anything else is written to it: nobody takes its changes
 * for those of the table that it was restored from. A copy that began before goes on as it is. `epoch` is
 * in seconds since 1970. Throws ShapeError where another version wrote the table.
 */
export async function beginEpoch(table: Table, { from, to }: Restored, epoch: number): Promise<Restored> {
  await meetShape(table, { mayWrite: true });
  const found = await findRestored(table);
  if (found.restored?.from === from && found.restored.to === to) return found.restored;
  const Update = {
    TableName: table.tableName,
    Key: SHAPE_KEY,
    UpdateExpression: 'SET epoch = :epoch, restored = :restored',
    ExpressionAttributeValues: {
      // Clocks may be set back, epochs not.
      ':epoch': Math.max(epoch, (found.epoch ?? 0) + 1),
      ':restored': { from, to },
    },
  };
  await writeOne(table, { Update });
  return { from, to };
}

/** Notes that all that was newer has been taken over; a later time changes nothing. */
export async function endMerge(table: Table, at: string): Promise<void> {
  const Update = {
    TableName: table.tableName,
    Key: SHAPE_KEY,
    UpdateExpression: 'SET restored.mergedAt = if_not_exists(restored.mergedAt, :at)',
    ExpressionAttributeValues: { ':at': at },
  };
  await writeOne(table, { Update });
}
