import type { StoredResource } from '../../life/stored-resource.ts';
import type { AnyItem } from '../table/key.ts';
import { counterKey } from '../table/keys.ts';
import { itemKindOf } from './item-kind.ts';
import { nameOf, type Problem } from './problem.ts';

/** How many resources each shard of a counter should count, by the name of its key. */
export function countOf(visible: readonly StoredResource[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type, id } of visible) {
    const shard = nameOf(counterKey(type, id));
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  return counts;
}

/** Counters that count something else, and counts that no counter has. */
export function wrongCounts(items: readonly AnyItem[], counts: ReadonlyMap<string, number>): Problem[] {
  const open = new Map(counts);
  const problems = items
    .filter((each) => itemKindOf(each).kind === 'counter')
    .flatMap((item): Problem[] => {
      const key = nameOf(item);
      const should = open.get(key) ?? 0;
      open.delete(key);
      return item['count'] === should ? [] : [{ key, what: `counts ${String(item['count'])} instead of ${should}` }];
    });
  return [...problems, ...[...open].map(([key, should]) => ({ key, what: `counts nothing instead of ${should}` }))];
}
