import type { WalkedPage } from '../ports/restored.ts';
import type { AnyItem } from './key.ts';
import { isResourceItem } from './keys.ts';
import type { Table } from './open-table.ts';
import { scanPage } from './read.ts';
import { fromResourceItem } from './resource-item.ts';
import { searchEntryIn } from './search-keys.ts';
import { PREFIXES } from './shape.ts';

const SEARCH = `${PREFIXES.search}#`;
/** A resource is under its own name; these are under theirs, too. */
const OWN: readonly string[] = Object.values(PREFIXES);

/** Reads a table whole, strongly consistent, 1 MB a page. `items` are all of the page. */
export async function* walkTable(table: Table): AsyncGenerator<WalkedPage & { readonly items: readonly AnyItem[] }> {
  let start: Awaited<ReturnType<typeof scanPage>>['next'];
  do {
    const { items, next } = await scanPage(table, start, true);
    yield {
      items,
      resources: items.filter((item) => isResourceItem(item)).flatMap((item) => resourceOf(item)),
      search: items.flatMap(searchEntryOf),
    };
    start = next;
  } while (start);
}

const resourceOf = (item: Parameters<typeof fromResourceItem>[0]) =>
  OWN.includes(item.sk) ? [] : [fromResourceItem(item)];

function searchEntryOf({ pk, sk }: AnyItem): WalkedPage['search'] {
  if (!pk.startsWith(SEARCH)) return [];
  const [, type = ''] = pk.split('#', 2);
  return [{ type, ...searchEntryIn({ pk, sk }) }];
}
