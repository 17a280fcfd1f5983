import { isVisible } from '../../life/stored-resource.ts';
import type { CounterItem } from '../table/items.ts';
import type { AnyItem } from '../table/key.ts';
import { counterKey, counterPartition, isResourceItem, listingPartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll, queryKeys } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { itemKindOf } from './item-kind.ts';
import { nameOf, type Problem } from './problem.ts';

/** How many visible resources there are of a type, by the first two characters of their ids. */
type Count = Record<string, number>;
/** The counts of all types, and of those that have a counter. */
export type Counts = Record<string, Count>;

const up = (count: Count, id: string): number => (count[id.slice(0, 2)] = (count[id.slice(0, 2)] ?? 0) + 1);

/** Counts the visible resources among these items, and notes which types have counters. */
export function countItems(counts: Counts, items: readonly AnyItem[]): void {
  for (const item of items) {
    const kind = itemKindOf(item);
    if (kind === 'counter') counts[item.pk.slice(counterPartition('').value.length)] ??= {};
    if (kind !== 'resource' || !isResourceItem(item) || !isVisible(fromResourceItem(item))) continue;
    up((counts[item.type] ??= {}), item.id);
  }
}

/** A count may be right at another moment: so often it is looked at again. */
const MAX_ROUNDS = 6;

/**
 * Counters that count something else than there is. What was counted on the way through the table
 * is out of date where somebody wrote since: where a counter differs it is counted again, from the
 * listing, until two counts in a row find the same. `pause` is longer than the index is behind.
 */
export async function checkCounter(
  table: Table,
  type: string,
  counted: Count,
  pause: () => Promise<unknown>,
): Promise<Problem[]> {
  let count = counted;
  let before = new Set<string>();
  let sure: Problem[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const problems = wrongCounts(type, await queryAll(table, counterPartition(type)), count);
    sure = problems.filter((problem) => before.has(textOf(problem)));
    if (sure.length === problems.length) break;
    if (round > 1) before = new Set(problems.map(textOf));
    await pause();
    for (const first of new Set(problems.map(({ key }) => key.split(' ')[1] ?? '')))
      count = await countAgain(table, type, first, count);
  }
  return sure;
}

const textOf = ({ key, what }: Problem): string => `${key} ${what}`;

/** Counts those whose ids begin with these characters, by the listing. */
async function countAgain(table: Table, type: string, prefix: string, count: Count): Promise<Count> {
  const { [prefix]: _, ...others } = count;
  const ids = await queryKeys(table, listingPartition(type), { sort: ['BETWEEN', prefix, `${prefix}\uFFFF`] });
  for (const id of ids) up(others, id);
  return others;
}

/** Counters that count something else, and counts that no counter has. */
function wrongCounts(type: string, shards: readonly CounterItem[], count: Count): Problem[] {
  const open = new Map(Object.entries(count));
  const wrong = shards.flatMap((shard): Problem[] => {
    const should = open.get(shard.sk) ?? 0;
    open.delete(shard.sk);
    if (shard.count === should) return [];
    return [{ kind: 'counter', key: nameOf(shard), what: `counts ${shard.count} instead of ${should}` }];
  });
  const missing = [...open].map(([prefix, should]): Problem => {
    const key = nameOf(counterKey(type, prefix));
    return { kind: 'counter', key, what: `counts nothing instead of ${should}` };
  });
  return [...wrong, ...missing];
}
