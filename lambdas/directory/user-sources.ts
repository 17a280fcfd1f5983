import { fold } from '../scim/fold.ts';
import { indexValues } from '../scim/query/index-values.ts';
import { searchValues } from '../scim/query/search-values.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import { userType } from '../tenant/resource-types.ts';
import type { SoftDeleted } from '../store/ports/retention.ts';
import type { SearchEntry } from '../store/ports/search.ts';
import type { DirectoryContext } from './context.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { STANDARD_FIELDS } from '../tenant/fields.ts';
import type { UserFilter } from './parameters.ts';

/**
 * Where users are found: those that SCIM sees, those with an e-mail address, those who are called
 * something, and the partitions of the `due` index.
 */
type Source = 'listing' | 'email' | 'search' | 'DEACTIVATED' | 'DELETED' | 'HELD';

/**
 * The last user of a source that was looked at; everything behind it, and the sources behind that
 * one, are still to come.
 */
export interface UsersPosition {
  readonly source: Source;
  readonly after?: Place;
}

/** Where a user stands in its source; `found` is the value by which a search has found it. */
type Place = SoftDeleted & { readonly found?: string };

/** What finding users takes. */
export type Seeing = Pick<DirectoryContext, 'fields' | 'retention' | 'looksAt' | 'now'> & {
  readonly store: Pick<
    DirectoryContext['store'],
    'getMany' | 'findByLookup' | 'listIds' | 'count' | 'changedSince' | 'feedReach' | 'listSoftDeleted' | 'search'
  >;
};

const TYPE = userType.name;

/** The sources that a filter needs, in the order in which they are read. */
export function sourcesOf({ fields }: Seeing, { states, search, fields: asked }: UserFilter): Source[] {
  if (search !== undefined) return ['search'];
  const [, standardEmail = ''] = STANDARD_FIELDS.find(([name]) => name === 'email') ?? [];
  const emailIsStandard = fields.find(({ name }) => name === 'email')?.paths[0] === standardEmail;
  const sources = new Set<Source>();
  if (states.includes('active')) sources.add('email' in asked && emailIsStandard ? 'email' : 'listing');
  else if (states.includes('deactivated')) sources.add('DEACTIVATED').add('HELD');
  if (states.includes('leaving')) sources.add('DELETED').add('HELD');
  return [...sources];
}

/**
 * Each user is accepted from one source only, so that nobody comes twice unless they moved
 * meanwhile.
 */
export function acceptance({ fields, retention }: Seeing, filter: UserFilter, sources: readonly Source[]) {
  const seesAll = sources.includes('listing') || sources.includes('email');
  const wanted = Object.entries(filter.fields).map(([name, value]) => [name, fold(value.trim())] as const);
  return (source: Source, stored: StoredResource, place: Place): DirectoryUser | undefined => {
    const user = toDirectoryUser(fields, retention, stored);
    if (!user || !filter.states.includes(user.state)) return undefined;
    if (source === 'search' && place.found !== firstFound(stored, filter.search)) return undefined;
    const isLeaving = user.state === 'leaving';
    const isVisibleSource = source === 'listing' || source === 'email';
    if (source === 'search') return meets(filter, wanted, stored, user) ? user : undefined;
    if (isLeaving ? isVisibleSource || source === 'DEACTIVATED' : source === 'DELETED') return undefined;
    if (!isVisibleSource && (source === 'HELD') !== (stored.hold !== undefined)) return undefined;
    if (source === 'HELD' && !isLeaving && seesAll) return undefined;
    return meets(filter, wanted, stored, user) ? user : undefined;
  };
}

/** A user who has several values that begin so comes once: by the first of those it has now. */
function firstFound({ attributes }: StoredResource, search = ''): string | undefined {
  return searchValues(userType, attributes).find((value) => value.startsWith(search));
}

function meets(
  { updatedSince }: UserFilter,
  wanted: readonly (readonly [name: string, value: string])[],
  stored: StoredResource,
  user: DirectoryUser,
): boolean {
  if (updatedSince !== undefined && stored.lastModified < updatedSince) return false;
  return wanted.every(([name, value]) => fold(user.fields[name] ?? '') === value);
}

/**
 * Some users of a source in its order, each with its place there; one that is gone meanwhile has
 * nothing stored.
 */
export interface Batch {
  readonly found: readonly { readonly place: Place; readonly stored: StoredResource | undefined }[];
  readonly more: boolean;
}

/** Reads on in a source, from behind a place. `more`: there are others behind these. */
export async function readBatch(
  { store }: Seeing,
  { source, after }: UsersPosition,
  filter: UserFilter,
  limit: number,
): Promise<Batch> {
  const { places, more } = await placesOf(store, source, after, filter, limit);
  const resources = await store.getMany(
    TYPE,
    places.map(({ id }) => id),
    { consistent: source === 'email' },
  );
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return { found: places.map((place) => ({ place, stored: byId.get(place.id) })), more };
}

async function placesOf(
  store: Seeing['store'],
  source: Source,
  after: Place | undefined,
  filter: UserFilter,
  limit: number,
): Promise<{ places: readonly Place[]; more: boolean }> {
  if (source === 'listing') {
    const { ids, next } = await store.listIds(TYPE, { limit, after: after?.id });
    return { places: ids.map(visiblePlace), more: next !== undefined };
  }
  if (source === 'email') {
    const ids = await idsByEmail(store, filter.fields['email'] ?? '');
    return { places: ids.filter((id) => !after || id > after.id).map(visiblePlace), more: false };
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

/** Those who have the address, and whoever has it as userName. */
async function idsByEmail(store: Seeing['store'], email: string): Promise<string[]> {
  const { lookups } = indexValues(userType, { emails: [{ value: email }] });
  const found = await Promise.all(lookups.map((lookup) => store.findByLookup(TYPE, lookup)));
  return [...new Set(found.flat())].toSorted();
}
