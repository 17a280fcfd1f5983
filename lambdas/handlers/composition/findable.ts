import { MINUTE } from '../../duration.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { searchValues } from '../../scim/query/search-values.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { indexed } from '../../service/indexed.ts';
import type { Findable } from '../../store/check/look.ts';

/** What a resource is searched by is written behind it; who was changed just now is not judged by it. */
const SEARCH_LAG = MINUTE;

/** What a check of the table goes by: what each resource is found, and searched, by. `now` is ISO 8601. */
export const findableOf =
  (types: readonly ResourceType[], now: () => string) =>
  (resource: StoredResource): Findable => {
    const type = types.find(({ name }) => name === resource.type);
    if (!type) return { resource, index: { claims: [], lookups: [] } };
    const isSettled = Date.parse(now()) - Date.parse(resource.lastModified) > SEARCH_LAG;
    return { ...indexed(type, resource), ...(isSettled && { searched: searchValues(type, resource.attributes) }) };
  };
