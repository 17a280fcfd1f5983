import type { StoredResource } from '../life/stored-resource.ts';
import { fold } from '../scim/fold.ts';
import { searchValues } from '../scim/query/search-values.ts';
import { userType } from '../tenant/resource-types.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { hasValue } from './look-ups.ts';
import type { UserFilter } from './users-query.ts';
import type { Place, Seeing, Source } from './user-sources.ts';

/**
 * Each user is accepted from one source only, so that nobody comes twice unless they moved
 * meanwhile.
 */
export function acceptance({ fields, retention }: Seeing, filter: UserFilter, sources: readonly Source[]) {
  const seesAll = sources.includes('listing');
  const wanted = Object.entries(filter.fields).map(([name, value]) => [name, fold(value.trim())] as const);
  return (source: Source, stored: StoredResource, place: Place): DirectoryUser | undefined => {
    const user = toDirectoryUser(fields, retention, stored);
    if (!user || !filter.states.includes(user.state)) return undefined;
    if (source === 'search' && place.found !== firstFound(stored, filter.search)) return undefined;
    const isOnly = source === 'search' || source === 'lookUp';
    if (!isOnly && !isIn(source, stored, user, seesAll)) return undefined;
    return meets(filter, wanted, stored, user) ? user : undefined;
  };
}

/** Whether this is the source of several that a user is taken from. */
function isIn(source: Source, stored: StoredResource, { state }: DirectoryUser, seesAll: boolean): boolean {
  const isLeaving = state === 'leaving';
  if (isLeaving ? source === 'listing' || source === 'DEACTIVATED' : source === 'DELETED') return false;
  if (source !== 'listing' && (source === 'HELD') !== (stored.hold !== undefined)) return false;
  return !(source === 'HELD' && !isLeaving && seesAll);
}

/** A user who has several values that begin so comes once: by the first of those it has now. */
function firstFound({ attributes }: StoredResource, search = ''): string | undefined {
  return searchValues(userType, attributes).find((value) => value.startsWith(search));
}

function meets(
  { updatedSince, search, ids, userName, externalId }: UserFilter,
  wanted: readonly (readonly [name: string, value: string])[],
  stored: StoredResource,
  user: DirectoryUser,
): boolean {
  if (updatedSince !== undefined && stored.lastModified < updatedSince) return false;
  if (search !== undefined && firstFound(stored, search) === undefined) return false;
  if (ids && !ids.includes(user.id)) return false;
  if (!hasValue(userType, stored, 'userName', userName)) return false;
  if (!hasValue(userType, stored, 'externalId', externalId)) return false;
  return wanted.every(([name, value]) => fold(user.fields[name] ?? '') === value);
}
