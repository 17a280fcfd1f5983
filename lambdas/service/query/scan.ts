import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Position } from '../../scim/messages/cursor.ts';
import { renderResource } from '../../scim/resource/render.ts';
import type { Allowance } from '../budget.ts';
import type { Context } from '../context.ts';
import { withAskedMembership } from '../members/confirm.ts';
import { candidatesOf } from './candidates.ts';
import { hitOf, type Hit } from './page.ts';
import type { TypedQuery } from './typed-query.ts';
import { workOf } from './work.ts';

/** How many resources are read at a time when all of them have to be looked at. */
const SCAN_BATCH = 250;
/** So many at first, when nobody knows how large they are. */
const FIRST_BATCH = 100;
/** The same where the members or groups of each have to be read. */
const WHOLE_BATCH = 24;
const FIRST_WHOLE_BATCH = 8;

/**
 * Where a scan begins, and which way it goes: behind or before a position, or at the first of all.
 */
export interface ScanOptions {
  readonly position?: Position | undefined;
  readonly isBackwards?: boolean;
  /** What it may cost. */
  readonly allowance: Allowance;
  /** How many hits are wanted; all where it is not said. */
  readonly wanted?: number;
}

/** What a scan has found since the one before. */
export interface Stretch {
  readonly hits: readonly Hit[];
  /** The last resource that was looked at. */
  readonly upTo: Position;
  /** The budget is used up, and there is more to be looked at: this is the last one. */
  readonly isCut: boolean;
}

/**
 * The hits of a query in the order of types and ids, in stretches: what is not asked for is not
 * read. It looks at one resource at least, and at none behind the one that used up the budget.
 */
export async function* scan(
  context: Context,
  queries: readonly TypedQuery[],
  { position, isBackwards = false, allowance, wanted = Infinity }: ScanOptions,
): AsyncGenerator<Stretch> {
  const ordered = isBackwards ? queries.toReversed() : queries;
  const begin = position === undefined ? 0 : ordered.findIndex(({ type }) => type.name === position.type);
  let upTo = position;
  for (const [index, query] of ordered.slice(Math.max(0, begin)).entries()) {
    const start = index === 0 ? position?.id : undefined;
    const batch = (): number => batchOf(query, allowance, wanted);
    for await (const { ids, found } of candidatesOf(context, query, { start, isBackwards, batch })) {
      if (upTo && allowance.isSpent()) {
        yield { hits: [], upTo, isCut: true };
        return;
      }
      const looked = await lookAt(context, query, ids, found, allowance);
      upTo = { type: query.type.name, id: ids[looked.count - 1] ?? '' };
      const isCut = looked.count < ids.length;
      yield { hits: looked.hits, upTo, isCut };
      if (isCut) return;
    }
  }
}

function batchOf({ test, isExact, relation }: TypedQuery, { reach }: Allowance, wanted: number): number {
  // Nearly all that is read is a hit; where it was not, the rest is read at once.
  if (!test || isExact) return reach(SCAN_BATCH, Math.min(SCAN_BATCH, wanted));
  return relation?.whole ? reach(WHOLE_BATCH, FIRST_WHOLE_BATCH) : reach(SCAN_BATCH, FIRST_BATCH);
}

/** Tries resources one after the other until the budget is used up; says how many it were. */
async function lookAt(
  context: Context,
  query: TypedQuery,
  ids: readonly string[],
  found: readonly StoredResource[],
  { spend, isSpent }: Allowance,
): Promise<{ hits: Hit[]; count: number }> {
  const visible = found.filter(isVisible);
  const isConfirmed = query.accessPath.kind === 'memberOf' || query.accessPath.kind === 'member';
  const tested = await withAskedMembership(context, query.type, query.relation, isConfirmed, visible);
  const byId = new Map(visible.map((stored, at) => [stored.id, { stored, tested: tested[at] ?? stored }]));
  const hits: Hit[] = [];
  let count = 0;
  for (const id of ids) {
    if (isSpent()) break;
    count += 1;
    const one = byId.get(id);
    spend(workOf(query, one?.tested));
    if (one) hits.push(...matching(context, query, one.stored, one.tested));
  }
  return { hits, count };
}

/** `tested` is the resource as the filter has to see it. */
function matching(context: Context, query: TypedQuery, stored: StoredResource, tested: StoredResource): Hit[] {
  const hit = hitOf(context, query, stored);
  const seen = tested === stored ? hit.rendered : renderResource(tested, query.type, context.baseUrl);
  return !query.test || query.test(seen) ? [hit] : [];
}
