import { isVisible } from '../../life/stored-resource.ts';
import type { Position } from '../../scim/messages/cursor.ts';
import { compareSorted } from '../../scim/query/sort.ts';
import { allowanceOf } from '../budget.ts';
import type { Context } from '../context.ts';
import { hitOf, type Hit } from './page.ts';
import { scan } from './scan.ts';
import type { TypedQuery } from './typed-query.ts';
import { checkReach, tooManyToSort } from './work.ts';

/**
 * The positions of all hits in the order of `sortBy` (RFC 7644 §3.4.2.3): it needs all of them, so
 * only their sort values are kept, and the resources of the page are read again. Throws 400
 * `tooMany` where they are more than a request may look at.
 */
export async function orderedPositions(
  context: Context,
  queries: readonly TypedQuery[],
  isDescending: boolean,
): Promise<Position[]> {
  await checkReach(context, queries, tooManyToSort);
  const positions: Position[] = [];
  const allowance = allowanceOf('query', context);
  for await (const { hits, isCut } of scan(context, queries, { allowance })) {
    if (isCut) throw tooManyToSort(queries);
    positions.push(...hits.map(positionOf));
  }
  return positions.sort((a, b) => compareSorted(a, b, isDescending));
}

/**
 * So much of a text orders a result, and ids decide behind it: a cursor holds the value that it
 * stands at, and has to fit into a URL.
 */
const MAX_SORTED = 500;

/** Where a hit stands in its result. */
export function positionOf({ query, stored, rendered }: Hit): Position {
  const place = { type: query.type.name, id: stored.id };
  if (!query.sorting) return place;
  const value = query.sorting.valueOf(rendered);
  return { ...place, sortValue: typeof value === 'string' ? value.slice(0, MAX_SORTED) : value };
}

/** Reads the resources at some positions, in their order. */
export async function readPositions(
  context: Context,
  queries: readonly TypedQuery[],
  positions: readonly Position[],
): Promise<Hit[]> {
  const byId = new Map<string, Hit>();
  for (const query of queries) {
    const ids = positions.filter(({ type }) => type === query.type.name).map(({ id }) => id);
    for (const stored of ids.length === 0 ? [] : await context.store.getMany(query.type.name, ids)) {
      if (isVisible(stored)) byId.set(stored.id, hitOf(context, query, stored));
    }
  }
  return positions.map(({ id }) => byId.get(id)).filter((hit) => hit !== undefined);
}
