import type { Position } from '../../scim/messages/cursor.ts';
import { renderResource } from '../../scim/resource/render.ts';
import { compareSorted } from '../../scim/query/sort.ts';
import type { Context } from '../context.ts';
import type { Target } from './typed-query.ts';
import { WALK_BATCH, walkMatches, type Match } from './matches.ts';
import { isVisible } from '../../life/stored-resource.ts';

/**
 * The order of all matches by `sortBy` (RFC 7644 §3.4.2.3): it needs all of them, so only their sort values are kept, and the resources of the
 * page are read again.
 */
export async function sortedMatches(
  context: Context,
  targets: readonly Target[],
  descending: boolean,
): Promise<Position[]> {
  const positions: Position[] = [];
  for await (const batch of walkMatches(context, targets, { batch: WALK_BATCH })) {
    positions.push(...batch.map(positionOf));
  }
  return positions.sort((a, b) => compareSorted(a, b, descending));
}

/** Where a match stands in its result. */
export function positionOf({ target, stored, rendered }: Match): Position {
  const place = { type: target.type.name, id: stored.id };
  return target.sorting ? { ...place, sortValue: target.sorting.valueOf(rendered) } : place;
}

/** Reads the resources at some positions, in their order. */
export async function readSorted(
  context: Context,
  targets: readonly Target[],
  positions: readonly Position[],
): Promise<Match[]> {
  const byId = new Map<string, Match>();
  for (const target of targets) {
    const ids = positions.filter(({ type }) => type === target.type.name).map(({ id }) => id);
    for (const stored of ids.length === 0 ? [] : await context.store.getMany(target.type.name, ids)) {
      if (isVisible(stored))
        byId.set(stored.id, { target, stored, rendered: renderResource(stored, target.type, context.baseUrl) });
    }
  }
  return positions.map(({ id }) => byId.get(id)).filter((match) => match !== undefined);
}
