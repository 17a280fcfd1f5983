import { isDeepStrictEqual } from 'node:util';
import type { AnyItem, ItemKey } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';
import { readTogether, type Get, type Look } from './look.ts';
import { nameOf, type Problem } from './problem.ts';
import { judge } from './rules.ts';

type IndexOf = Look['indexOf'];

/** Looks at what seems wrong before it is taken as something that changes all the time. */
const MAX_LOOKS = 8;

/**
 * What is wrong about these items. The first look may be at several moments: what seems wrong is
 * looked at again, until two looks have seen the very same items.
 */
export async function findProblems(table: Table, items: readonly AnyItem[], indexOf: IndexOf): Promise<Problem[]> {
  const get = readTogether(table, false);
  const judged = await Promise.all(items.map((item) => judge(item, { get, indexOf })));
  const suspects = items.filter((_, index) => (judged[index] ?? []).length > 0);
  return confirm(table, suspects, indexOf);
}

interface Suspect {
  readonly key: ItemKey<AnyItem>;
  /** What the look before has seen. */
  readonly seen?: ReadonlyMap<string, unknown>;
}

async function confirm(table: Table, items: readonly AnyItem[], indexOf: IndexOf): Promise<Problem[]> {
  const sure: Problem[] = [];
  let open: Suspect[] = items.map(({ pk, sk }) => ({ key: { pk, sk } }));
  for (let look = 1; open.length > 0 && look <= MAX_LOOKS; look += 1) {
    const get = readTogether(table, true);
    const looks = await Promise.all(open.map(({ key }) => lookAgain(key, get, indexOf)));
    const wrong = open.flatMap(({ key, seen: before }, index) => {
      const { problems = [], seen } = looks[index] ?? {};
      return problems.length > 0 ? [{ key, seen, problems, isSure: isDeepStrictEqual(seen, before) }] : [];
    });
    sure.push(...wrong.filter(({ isSure }) => isSure).flatMap(({ problems }) => problems));
    open = wrong.filter(({ isSure }) => !isSure).map(({ key, seen }) => ({ key, ...(seen && { seen }) }));
  }
  return sure;
}

/** What is wrong about the item under a key now, and all that was read to tell. */
async function lookAgain(key: ItemKey<AnyItem>, get: Get, indexOf: IndexOf) {
  const seen = new Map<string, unknown>();
  const remember: Get = async (asked) => {
    const item = await get(asked);
    seen.set(nameOf(asked), item);
    return item;
  };
  const item = await remember(key);
  return { problems: item ? await judge(item, { get: remember, indexOf }) : [], seen };
}
