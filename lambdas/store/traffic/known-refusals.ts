import { deleteItems, getItems } from '../table/batch.ts';
import { isRefusal, timeIn } from '../table/journal-keys.ts';
import type { AnyItem } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';

/**
 * Takes out of a restored table what was refused, and is not in the table any more that it was restored
 * from: it was about somebody who was erased since, under whatever name. Where that one is lost, all of it
 * goes. Of `items`, a page of the restored table, those before a moment (ISO 8601), or all. Answers how
 * many went.
 */
export async function keepKnownRefusals(
  into: Table,
  from: Table | undefined,
  items: readonly AnyItem[],
  before = '~',
): Promise<number> {
  const refusals = items.filter((item) => isRefusal(item) && timeIn(item.sk) < before);
  const found = from && refusals.length > 0 ? await getItems(from, refusals, true) : undefined;
  const unknown = refusals.filter(({ pk, sk }) => !found?.({ pk, sk }));
  await deleteItems(into, unknown);
  return unknown.length;
}
