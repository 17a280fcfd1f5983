import { fold } from '../scim/fold.ts';
import { indexValues } from '../scim/query/index-values.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import { userType } from '../tenant/resource-types.ts';
import type { SoftDeleted } from '../store/ports/retention.ts';
import type { DirectoryContext } from './context.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { STANDARD_FIELDS } from '../tenant/fields.ts';
import type { UserFilter } from './parameters.ts';

/**
 * Where users are found: those that SCIM sees, those with an e-mail address, and the partitions of
 * the `due` index.
 */
type Source = 'listing' | 'email' | 'DEACTIVATED' | 'DELETED' | 'HELD';

/**
 * The last user of a source that was looked at; everything behind it, and the sources behind that
 * one, are still to come.
 */
export interface UsersPosition {
  readonly source: Source;
  readonly after?: SoftDeleted;
}

const TYPE = userType.name;

/** The sources that a filter needs, in the order in which they are read. */
export function sourcesOf({ fields }: DirectoryContext, { states, fields: asked }: UserFilter): Source[] {
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
export function acceptance({ fields, retention }: DirectoryContext, filter: UserFilter, sources: readonly Source[]) {
  const seesAll = sources.includes('listing') || sources.includes('email');
  const wanted = Object.entries(filter.fields).map(([name, value]) => [name, fold(value.trim())] as const);
  return (source: Source, stored: StoredResource): DirectoryUser | undefined => {
    const user = toDirectoryUser(fields, retention, stored);
    if (!user || !filter.states.includes(user.state)) return undefined;
    const isLeaving = user.state === 'leaving';
    const isVisibleSource = source === 'listing' || source === 'email';
    if (isLeaving ? isVisibleSource || source === 'DEACTIVATED' : source === 'DELETED') return undefined;
    if (!isVisibleSource && (source === 'HELD') !== (stored.hold !== undefined)) return undefined;
    if (source === 'HELD' && !isLeaving && seesAll) return undefined;
    if (filter.updatedSince !== undefined && stored.lastModified < filter.updatedSince) return undefined;
    return wanted.every(([name, value]) => fold(user.fields[name] ?? '') === value) ? user : undefined;
  };
}

/**
 * Some users of a source in its order, each with its place there; one that is gone meanwhile has
 * nothing stored.
 */
export interface Batch {
  readonly found: readonly { readonly place: SoftDeleted; readonly stored: StoredResource | undefined }[];
  readonly more: boolean;
}

/** Reads on in a source, from behind a place. `more`: there are others behind these. */
export async function readBatch(
  { store }: DirectoryContext,
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
  store: DirectoryContext['store'],
  source: Source,
  after: SoftDeleted | undefined,
  filter: UserFilter,
  limit: number,
): Promise<{ places: readonly SoftDeleted[]; more: boolean }> {
  if (source === 'listing') {
    const { ids, next } = await store.listIds(TYPE, { limit, after: after?.id });
    return { places: ids.map(visiblePlace), more: next !== undefined };
  }
  if (source === 'email') {
    const ids = await idsByEmail(store, filter.fields['email'] ?? '');
    return { places: ids.filter((id) => !after || id > after.id).map(visiblePlace), more: false };
  }
  for (let behind: string | SoftDeleted | undefined = after; ;) {
    const { found, next } = await store.listSoftDeleted(source, { limit, ...(behind && { after: behind }) });
    const places = found.filter(({ type }) => type === TYPE);
    // Groups are among the deleted, too: a page of nothing else leads nowhere.
    if (places.length > 0 || next === undefined) return { places, more: next !== undefined };
    behind = next;
  }
}

const visiblePlace = (id: string): SoftDeleted => ({ type: TYPE, id, softDeletedAt: '' });

/** Those who have the address, and whoever has it as userName. */
async function idsByEmail(store: DirectoryContext['store'], email: string): Promise<string[]> {
  const { lookups } = indexValues(userType, { emails: [{ value: email }] });
  const found = await Promise.all(lookups.map((lookup) => store.findByLookup(TYPE, lookup)));
  return [...new Set(found.flat())].toSorted();
}
