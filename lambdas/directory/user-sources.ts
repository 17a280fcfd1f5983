import type { StoredResource } from '../life/stored-resource.ts';
import { userType } from '../tenant/resource-types.ts';
import type { SoftDeleted } from '../store/ports/retention.ts';
import type { SearchEntry } from '../store/ports/search.ts';
import type { DirectoryContext } from './context.ts';
import type { LookUp } from './look-ups.ts';
import type { UserFilter } from './users-query.ts';

/**
 * Where users are found: those that SCIM sees, those whom another index names, those who are called
 * something, and the partitions of the `due` index.
 */
export type Source = 'listing' | 'lookUp' | 'search' | 'DEACTIVATED' | 'DELETED' | 'HELD';

/**
 * The last user of a source that was looked at; everything behind it, and the sources behind that
 * one, are still to come.
 */
export interface UsersPosition {
  readonly source: Source;
  readonly after?: Place;
}

/** Where a user stands in its source; `found` is the value by which a search has found it. */
export type Place = SoftDeleted & { readonly found?: string };

/** What finding users takes. */
export type Seeing = Pick<DirectoryContext, 'fields' | 'retention' | 'looksAt' | 'now'> & {
  readonly store: Pick<
    DirectoryContext['store'],
    'getMany' | 'findByClaim' | 'findByLookup' | 'listIds' | 'changedSince' | 'listSoftDeleted' | 'search'
  >;
};

const TYPE = userType.name;

/** The sources that a filter needs, in the order in which they are read. */
export function sourcesOf({ states, search }: UserFilter, lookUp: LookUp | undefined): Source[] {
  if (lookUp) return ['lookUp'];
  if (search !== undefined) return ['search'];
  const sources = new Set<Source>();
  if (states.includes('active')) sources.add('listing');
  else if (states.includes('deactivated')) sources.add('DEACTIVATED').add('HELD');
  if (states.includes('leaving')) sources.add('DELETED').add('HELD');
  return [...sources];
}

/**
 * Some users of a source in its order, each with its place there; one that is gone meanwhile has
 * nothing stored.
 */
export interface Batch {
  readonly found: readonly { readonly place: Place; readonly stored: StoredResource | undefined }[];
  readonly more: boolean;
}

/** What is read in a source: whom the index names that answers for it, or what the filter says. */
interface Asked {
  readonly filter: UserFilter;
  readonly lookUp: LookUp | undefined;
}

/** Reads on in a source, from behind a place. `more`: there are others behind these. */
export async function readBatch(
  { store }: Seeing,
  { source, after }: UsersPosition,
  asked: Asked,
  limit: number,
): Promise<Batch> {
  const { places, more } = await placesOf(store, source, after, asked, limit);
  const resources = await store.getMany(
    TYPE,
    places.map(({ id }) => id),
    { consistent: source === 'lookUp' },
  );
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return { found: places.map((place) => ({ place, stored: byId.get(place.id) })), more };
}

async function placesOf(
  store: Seeing['store'],
  source: Source,
  after: Place | undefined,
  { filter, lookUp }: Asked,
  limit: number,
): Promise<{ places: readonly Place[]; more: boolean }> {
  if (source === 'listing') {
    const { ids, next } = await store.listIds(TYPE, { limit, after: after?.id });
    return { places: ids.map(visiblePlace), more: next !== undefined };
  }
  if (source === 'lookUp') {
    const ids = ((await lookUp?.(store)) ?? []).filter((id) => !after || id > after.id);
    return { places: ids.slice(0, limit).map(visiblePlace), more: ids.length > limit };
  }
  if (source === 'search') {
    const { entries, next } = await store.search(TYPE, filter.search ?? '', { limit, after: after && entryAt(after) });
    const places = entries.map(({ id, value }) => ({ ...visiblePlace(id), found: value }));
    return { places, more: next !== undefined };
  }
  for (let behind: string | SoftDeleted | undefined = after; ;) {
    const { found, next } = await store.listSoftDeleted(source, { limit, ...(behind && { after: behind }) });
    const places = found.filter(({ type }) => type === TYPE);
    // Groups are among the deleted, too: a page of nothing else leads nowhere.
    if (places.length > 0 || next === undefined) return { places, more: next !== undefined };
    behind = next;
  }
}

const entryAt = ({ id, found = '' }: Place): SearchEntry => ({ type: TYPE, id, value: found });

const visiblePlace = (id: string): SoftDeleted => ({ type: TYPE, id, softDeletedAt: '' });
