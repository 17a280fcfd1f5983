import type { StoredResource } from '../../life/stored-resource.ts';
import { slotOf } from '../resources/counters.ts';
import type { AnyItem } from '../table/key.ts';
import { counterKey } from '../table/keys.ts';
import { itemKindOf } from './item-kind.ts';
import { nameOf, type Problem } from './problem.ts';

/** How many resources there should be in each slot of each counter, by "<pk> <sk> <slot>". */
export function countOf(visible: readonly StoredResource[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type, id } of visible) {
    const slot = `${nameOf(counterKey(type, id))} ${slotOf(id)}`;
    counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  return counts;
}

/** Counters that count something else, and counts that no counter has. */
export function wrongCounts(items: readonly AnyItem[], counts: ReadonlyMap<string, number>): Problem[] {
  const problems: Problem[] = [];
  const open = new Map(counts);
  for (const item of items.filter((each) => itemKindOf(each).kind === 'counter')) {
    const { pk, sk, count, ...slots } = item;
    let total = 0;
    for (const [slot, value] of Object.entries(slots)) {
      const name = `${pk} ${sk} ${slot}`;
      const should = open.get(name) ?? 0;
      total += should;
      open.delete(name);
      if (value !== should)
        problems.push({ key: nameOf(item), what: `counts ${String(value)} in ${slot} instead of ${should}` });
    }
    if (count !== total) problems.push({ key: nameOf(item), what: `counts ${String(count)} instead of ${total}` });
  }
  return [
    ...problems,
    ...[...open].map(([name, should]) => ({ key: name, what: `counts nothing instead of ${should}` })),
  ];
}
