import type { StoredResource } from '../../life/stored-resource.ts';
import { groupTypeOf } from '../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';
import { getById } from '../answer.ts';
import type { Context } from '../context.ts';
import type { TypedQuery } from './typed-query.ts';

/**
 * Which candidates are wanted: from an id on, which is not among them, or all; by their ids or
 * against them.
 */
export interface Range {
  readonly start: string | undefined;
  readonly isBackwards: boolean;
  /** How many resources are read at a time. */
  readonly batch: () => number;
}

/** Ids in order, and which of them are there. */
interface Batch {
  readonly ids: readonly string[];
  readonly found: readonly StoredResource[];
}

type Batches = AsyncGenerator<Batch>;

/**
 * What the access path of a query leads to, in the order of ids: more than its matches, never
 * fewer.
 */
export async function* candidatesOf(context: Context, query: TypedQuery, range: Range): Batches {
  const { type, accessPath } = query;
  if (accessPath.kind === 'listing') {
    yield* listed(context, query, range);
  } else if (accessPath.kind === 'memberOf') {
    yield* membersOf(context, query, accessPath.group, range);
  } else if (accessPath.kind === 'member') {
    const found = inRange(await groupsWith(context, query, accessPath.member), range);
    yield { ids: found.map(({ id }) => id), found };
  } else {
    const { start, isBackwards, batch } = range;
    const found = (await indexedIds(context, query)).sort();
    const ids = found.filter((id) => start === undefined || (isBackwards ? id < start : id > start));
    const inOrder = isBackwards ? ids.toReversed() : ids;
    const [only] = inOrder;
    if (inOrder.length === 1 && only !== undefined) {
      const one = await getById(context, type, only);
      yield { ids: inOrder, found: one ? [one] : [] };
      return;
    }
    for (let at = 0; at < inOrder.length;) {
      const part = inOrder.slice(at, at + batch());
      yield { ids: part, found: await context.store.getMany(type.name, part, { consistent: true }) };
      at += part.length;
    }
  }
}

async function indexedIds({ store }: Context, { type, accessPath }: TypedQuery): Promise<string[]> {
  switch (accessPath.kind) {
    case 'changed':
      return [...accessPath.ids];
    case 'id':
      return [accessPath.id];
    case 'lookup':
      return store.findByLookup(type.name, accessPath.lookup);
    case 'claim': {
      const owner = await store.findByClaim(type.name, accessPath.claim);
      return owner === undefined ? [] : [owner];
    }
    case 'member':
    case 'none':
    case 'memberOf':
    case 'listing':
      return [];
  }
}

async function groupsWith(
  { store }: Context,
  { type }: TypedQuery,
  member: string,
): Promise<readonly StoredResource[]> {
  return (await store.groupsOf(type.name, [member])).get(member) ?? [];
}

function inRange(resources: readonly StoredResource[], { start, isBackwards }: Range): StoredResource[] {
  const inOrder = resources.toSorted((a, b) => (a.id < b.id === isBackwards ? 1 : -1));
  return inOrder.filter(({ id }) => start === undefined || (isBackwards ? id < start : id > start));
}

async function* listed({ store }: Context, { type }: TypedQuery, { start, isBackwards, batch }: Range): Batches {
  for (let after = start; ;) {
    const { ids, next } = await store.listIds(type.name, { limit: batch(), after, backward: isBackwards });
    if (ids.length > 0) yield { ids, found: await store.getMany(type.name, ids) };
    if (next === undefined) return;
    after = next;
  }
}

/**
 * The members of a group that are of the type, in the order of their ids, which is that of the
 * listing.
 */
async function* membersOf(
  { store, types }: Context,
  { type }: TypedQuery,
  group: string,
  { start, isBackwards, batch }: Range,
): Batches {
  const groupType = groupTypeOf(types);
  if (!groupType || group.length > MAX_ID_LENGTH) return;
  for (let after = start; ;) {
    const page = { limit: batch(), after, backward: isBackwards };
    const { members = [], next } = (await store.pageMembers(groupType.name, group, page)) ?? {};
    const ids = members.map(({ id }) => id);
    if (ids.length > 0) yield { ids, found: await store.getMany(type.name, ids, { consistent: true }) };
    if (next === undefined) return;
    after = next;
  }
}
