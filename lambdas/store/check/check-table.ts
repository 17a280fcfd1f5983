import { slices } from '../table/batch.ts';
import type { Table } from '../table/open-table.ts';
import { scanPage } from '../table/read.ts';
import { checkCounter, countItems } from './counts.ts';
import { findProblems } from './find-problems.ts';
import type { Look } from './look.ts';
import { CHECK_START, withProblems, type CheckProgress } from './progress.ts';

/** Items that are looked at together; what they ask for is in memory at the same time. */
const TOGETHER = 500;

interface Checking {
  /** Ends it behind a page, to go on in another call. */
  readonly hasTime: () => boolean;
  /** Waits for longer than an index is behind the table. */
  readonly pause: () => Promise<unknown>;
}

const AT_ONCE: Checking = { hasTime: () => true, pause: async () => {} };

/**
 * Goes through the whole table and compares it with what its resources ask for: claims, lookups,
 * index keys, counters, memberships, all of them and no others. `indexOf` tells what a resource is
 * found by. It holds a page of the table and no more, however large that is. What changes
 * meanwhile is no problem. Where `next` is in the answer, it goes on from that answer.
 */
export async function checkTable(
  table: Table,
  indexOf: Look['indexOf'],
  { hasTime, pause }: Checking = AT_ONCE,
  from: CheckProgress = CHECK_START,
): Promise<CheckProgress> {
  let { next, ...progress } = from;
  const counts = structuredClone(next?.counts ?? {});
  let after = next?.after;
  if (!next || after) {
    do {
      const page = await scanPage(table, after);
      countItems(counts, page.items);
      for (const items of slices(page.items, TOGETHER))
        progress = withProblems(progress, await findProblems(table, items, indexOf));
      progress = { ...progress, items: progress.items + page.items.length };
      after = page.next;
    } while (after && hasTime());
    if (!hasTime()) return { ...progress, next: { ...(after && { after }), counts } };
  }
  for (const [type, count] of Object.entries(counts))
    progress = withProblems(progress, await checkCounter(table, type, count, pause));
  return progress;
}
