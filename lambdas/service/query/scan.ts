import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Position } from '../../scim/messages/cursor.ts';
import { renderResource } from '../../scim/resource/render.ts';
import type { Context } from '../context.ts';
import { withAskedMembership } from '../members/confirm.ts';
import { candidatesOf } from './candidates.ts';
import { hitOf, type Hit } from './page.ts';
import type { TypedQuery } from './typed-query.ts';

/** How many resources are read at a time when all of them have to be looked at. */
export const SCAN_BATCH = 500;

/**
 * Where a scan begins, and which way it goes: behind or before a position, or at the first of all.
 */
export interface ScanOptions {
  readonly position?: Position | undefined;
  readonly isBackwards?: boolean;
  /** How many resources are read at a time. */
  readonly batch: number;
}

/**
 * The hits of a query in the order of types and ids, in batches: what is not asked for is not read.
 */
export async function* scan(
  context: Context,
  queries: readonly TypedQuery[],
  { position, isBackwards = false, batch }: ScanOptions,
): AsyncGenerator<Hit[]> {
  const ordered = isBackwards ? queries.toReversed() : queries;
  const begin = position === undefined ? 0 : ordered.findIndex(({ type }) => type.name === position.type);
  for (const [index, query] of ordered.slice(Math.max(0, begin)).entries()) {
    const start = index === 0 ? position?.id : undefined;
    for await (const candidates of candidatesOf(context, query, { start, isBackwards, batch })) {
      const visible = candidates.filter(isVisible);
      const isConfirmed = query.accessPath.kind === 'memberOf' || query.accessPath.kind === 'member';
      const tested = await withAskedMembership(context, query.type, query.relation, isConfirmed, visible);
      yield visible.flatMap((stored, at) => matching(context, query, stored, tested[at] ?? stored));
    }
  }
}

/** `tested` is the resource as the filter has to see it. */
function matching(context: Context, query: TypedQuery, stored: StoredResource, tested: StoredResource): Hit[] {
  const hit = hitOf(context, query, stored);
  const seen = tested === stored ? hit.rendered : renderResource(tested, query.type, context.baseUrl);
  return !query.test || query.test(seen) ? [hit] : [];
}
