import pMap from 'p-map';
import { DAY, HOUR } from '../../../duration.ts';
import { searchValues } from '../../../scim/query/search-values.ts';
import type { WalkedPage } from '../../../store/ports/restored.ts';
import type { SearchEntry } from '../../../store/ports/search.ts';
import type { Merging } from './merging.ts';

const PARALLEL = { concurrency: 8 };

/**
 * Does for a page of a restored table what followed the last changes before its time, and had not been
 * done by then: what people are searched by, and the images of who was erased. `to` is the time, ISO
 * 8601. Answers how many entries were put or removed.
 */
export async function settle(merging: Merging, { resources, search }: WalkedPage, to: string): Promise<number> {
  const { store, types } = merging;
  const at = Date.parse(to);
  const gone = await orphans(merging, search);
  const missing = resources.flatMap((resource): SearchEntry[] => {
    const type = types.find(({ name }) => name === resource.type);
    const isRecent = Date.parse(resource.lastModified) > at - HOUR;
    if (!type || !isRecent || resource.erasedAt !== undefined) return [];
    return searchValues(type, resource.attributes).map((value) => ({ type: type.name, id: resource.id, value }));
  });
  await store.moveSearch(missing, gone);
  const erased = resources.filter(({ erasedAt }) => erasedAt !== undefined && Date.parse(erasedAt) > at - DAY);
  await pMap(erased, ({ id }) => store.forgetImages(id), PARALLEL);
  return missing.length + gone.length;
}

/** Entries that nobody begins with. */
async function orphans({ store, types }: Merging, entries: readonly SearchEntry[]): Promise<SearchEntry[]> {
  const found = types.map(async (type) => {
    const own = entries.filter((entry) => entry.type === type.name.toUpperCase());
    const ids = [...new Set(own.map(({ id }) => id))];
    const owners = ids.length === 0 ? [] : await store.getMany(type.name, ids, { consistent: true });
    const values = new Map(owners.map(({ id, attributes }) => [id, new Set(searchValues(type, attributes))]));
    return own.filter(({ id, value }) => !values.get(id)?.has(value));
  });
  return (await Promise.all(found)).flat();
}
