import { searchStart } from '../../scim/query/search-values.ts';
import type { SearchEntry, SearchReader, SearchWriter } from '../ports/search.ts';
import { deleteItems, putItems } from '../table/batch.ts';
import type { Key } from '../table/key.ts';
import { searchEntryIn, searchKey, searchPartition } from '../table/search-keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';

/** Above every character: values that begin with a text are between it and the text with this. */
const LAST = '\u{10FFFF}';

export const createSearchWriter = (table: Table): SearchWriter => ({
  moveSearch: async (added, removed) => {
    await deleteItems(table, searchKeys(removed));
    await putItems(table, searchKeys(added));
  },
});

export const createSearchReader = (table: Table): SearchReader => ({
  search: async (type, prefix, { limit, after }) => {
    const start = searchStart(prefix);
    if (start === undefined) return { entries: [] };
    const [from] = after ? searchKeys([after]) : [];
    const sort = ['BETWEEN', from ? `${from.sk}\0` : prefix, `${prefix}${LAST}`] as const;
    const items = await queryAll(table, searchPartition(type, start), { sort, limit: limit + 1, consistent: false });
    const entries = items.slice(0, limit).map((item) => ({ type, ...searchEntryIn(item) }));
    const last = entries.at(-1);
    return { entries, ...(items.length > limit && last && { next: last }) };
  },
});

/** The keys of entries; one that is too short to be searched has none. */
export const searchKeys = (entries: readonly SearchEntry[]): Key[] =>
  entries.flatMap(({ type, id, value }) => {
    const start = searchStart(value);
    return start === undefined ? [] : [searchKey(type, start, value, id)];
  });
