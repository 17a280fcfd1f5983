import type { StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import type { Table } from '../table/open-table.ts';
import { scanAll } from '../table/read.ts';
import { findProblems } from './find-problems.ts';
import type { Problem } from './problem.ts';

/**
 * Reads the whole table and compares it with what its resources ask for: claims, lookups, index
 * keys, counters, memberships, all of them and no others. `indexOf` tells what a resource is found
 * by. What is written meanwhile can look wrong: what is wrong twice is.
 */
export async function checkTable(
  table: Table,
  indexOf: (resource: StoredResource) => Indexed,
): Promise<{ items: number; problems: Problem[] }> {
  const first = await scanAll(table);
  const problems = findProblems(first, indexOf);
  if (problems.length === 0) return { items: first.length, problems };
  const again = new Set(findProblems(await scanAll(table), indexOf).map(({ key, what }) => `${key} ${what}`));
  return { items: first.length, problems: problems.filter(({ key, what }) => again.has(`${key} ${what}`)) };
}
