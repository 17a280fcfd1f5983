import type { Position } from '../../scim/messages/cursor.ts';
import type { JsonObject } from '../../scim/json.ts';
import { renderResource } from '../../scim/resource/render.ts';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { ListingStart } from '../../store/ports/listing.ts';
import { getById } from '../answer.ts';
import type { Context } from '../context.ts';
import { withAskedMembership } from '../members/confirm.ts';
import type { Target } from './typed-query.ts';
import { groupTypeOf } from '../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';

/** How many resources are read at a time when all of them have to be looked at. */
export const WALK_BATCH = 500;

/** A resource that matches a query. */
export interface Match {
  readonly target: Target;
  readonly stored: StoredResource;
  readonly rendered: JsonObject;
}

/** Where a walk begins, and which way it goes: behind or before a position, or at the first of all. */
export interface Walk {
  readonly position?: Position | undefined;
  readonly backwards?: boolean;
  /** How many resources are read at a time. */
  readonly batch: number;
}

/** The matches of a query in the order of types and ids, in batches: what is not asked for is not read. */
export async function* walkMatches(context: Context, targets: readonly Target[], walk: Walk): AsyncGenerator<Match[]> {
  const ordered = walk.backwards ? targets.toReversed() : targets;
  const begin = walk.position === undefined ? 0 : ordered.findIndex(({ type }) => type.name === walk.position?.type);
  for (const [index, target] of ordered.slice(Math.max(0, begin)).entries()) {
    const start = index === 0 ? walk.position?.id : undefined;
    for await (const resources of candidatesOf(context, target, walk, start)) {
      const visible = resources.filter(isVisible);
      const tested = await withAskedMembership(
        context,
        target.type,
        target.relation,
        target.path.kind === 'memberOf',
        visible,
      );
      yield visible.flatMap((stored, at) => match(context, target, stored, tested[at] ?? stored));
    }
  }
}

/** `tested` is the resource as the filter has to see it. */
function match(context: Context, target: Target, stored: StoredResource, tested: StoredResource): Match[] {
  const rendered = renderResource(stored, target.type, context.baseUrl);
  const seen = tested === stored ? rendered : renderResource(tested, target.type, context.baseUrl);
  return !target.test || target.test(seen) ? [{ target, stored, rendered }] : [];
}

type Batches = AsyncGenerator<readonly (StoredResource | undefined)[]>;

async function* candidatesOf(context: Context, target: Target, walk: Walk, start: string | undefined): Batches {
  if (target.path.kind === 'listing') {
    yield* listed(context, target, walk, start);
    return;
  }
  if (target.path.kind === 'memberOf') {
    yield* membersOf(context, target, target.path.group, walk, start);
    return;
  }
  const found = (await indexedCandidates(context, target)).sort();
  const ids = found.filter((id) => start === undefined || (walk.backwards ? id < start : id > start));
  const inOrder = walk.backwards ? ids.toReversed() : ids;
  const [only] = inOrder;
  if (inOrder.length === 1 && only !== undefined) yield [await getById(context, target.type, only)];
  else if (inOrder.length > 1) yield await context.store.getMany(target.type.name, inOrder, { consistent: true });
}

async function indexedCandidates({ store }: Context, { type, path }: Target): Promise<string[]> {
  if (path.kind === 'id') return [path.id];
  if (path.kind === 'member') return store.findByMember(path.member);
  if (path.kind === 'lookup') return store.findByLookup(type.name, path.lookup);
  const owner = path.kind === 'claim' ? await store.findByClaim(type.name, path.claim) : undefined;
  return owner === undefined ? [] : [owner];
}

async function* listed(
  { store }: Context,
  { type }: Target,
  { backwards, batch }: Walk,
  start: string | undefined,
): Batches {
  let from: ListingStart = backwards ? { before: start } : { after: start };
  for (;;) {
    const { ids, next } = await store.listIds(type.name, { limit: batch, ...from });
    if (ids.length > 0) yield await store.getMany(type.name, ids);
    if (next === undefined) return;
    from = backwards ? { before: next } : { after: next };
  }
}

/** The members of a group that are of the type, in the order of their ids, which is that of the listing. */
async function* membersOf(
  { store, types }: Context,
  { type }: Target,
  group: string,
  { backwards, batch }: Walk,
  start: string | undefined,
): Batches {
  const groupType = groupTypeOf(types);
  if (!groupType || group.length > MAX_ID_LENGTH) return;
  for (let from = start; ;) {
    const page = await store.pageMembers(groupType.name, group, {
      limit: batch,
      ...(backwards ? { before: from } : { after: from }),
    });
    if (page.ids.length > 0) yield await store.getMany(type.name, page.ids, { consistent: true });
    if (page.next === undefined) return;
    from = page.next;
  }
}
