import { IS_ABSENT } from './key.ts';
import { counterPartition } from './keys.ts';
import type { Table } from './open-table.ts';
import { getItem, queryAll } from './read.ts';
import { SHAPE_KEY } from './tenant-keys.ts';
import { writeOne } from './transact.ts';

/**
 * The shape in which this version writes a table. It changes where an earlier version would misread
 * what a later one writes; what an item has beside the attributes that a version knows, it keeps.
 */
export const SHAPE = 2;

/** The table was written in another shape, which this version would misread. */
class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/**
 * Makes sure that a table has the shape that this version writes: an empty one gets its number.
 * Version 0.1 wrote none, and its counters before anything that it showed. `mayWrite` is false for a
 * function that only reads. Throws ShapeError.
 */
export async function meetShape(table: Table, { mayWrite }: { readonly mayWrite: boolean }): Promise<void> {
  const found = (await getItem(table, SHAPE_KEY))?.shape ?? (await firstShape(table, mayWrite));
  if (found === SHAPE) return;
  throw new ShapeError(
    `the table ${table.tableName} has shape ${found}, and this version writes shape ${SHAPE}: ` +
      (found < SHAPE
        ? 'it was written by version 0.1; deploy a new tenant and let Entra provision it again (CHANGELOG.md)'
        : 'deploy the version that wrote it, or a later one'),
  );
}

async function firstShape(table: Table, mayWrite: boolean): Promise<number> {
  const [counter] = await queryAll(table, counterPartition('User'), { limit: 1 });
  if (counter) return 1;
  if (!mayWrite) return SHAPE;
  const Put = { TableName: table.tableName, Item: { ...SHAPE_KEY, shape: SHAPE }, ConditionExpression: IS_ABSENT };
  const written = await writeOne(table, { Put });
  // Somebody else was quicker.
  return written.ok ? SHAPE : ((await getItem(table, SHAPE_KEY))?.shape ?? SHAPE);
}
