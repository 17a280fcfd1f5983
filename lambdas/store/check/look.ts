import type { StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import { getItems, type Found } from '../table/batch.ts';
import type { ItemKey, Key } from '../table/key.ts';
import type { Table } from '../table/open-table.ts';

/** The item under a key now. */
export type Get = <Item>(key: ItemKey<Item>) => Promise<Item | undefined>;

/**
 * What a resource is found by, and searched by: `searched` is undefined where that is not known, or
 * may not have been written yet, as it follows the resource.
 */
export type Findable = Indexed & { readonly searched?: readonly string[] };

/** What a rule may ask for. `indexOf` tells what a resource is found by. */
export interface Look {
  readonly get: Get;
  readonly indexOf: (resource: StoredResource) => Findable;
}

/** Point reads: those that rules ask for at the same time go out together, in batches. */
export function readTogether(table: Table, consistent: boolean): Get {
  let open: { readonly keys: Key[]; readonly found: Promise<Found> } | undefined;
  const begin = () => {
    const keys: Key[] = [];
    const found = new Promise(setImmediate).then(() => {
      open = undefined;
      return getItems(table, keys, consistent);
    });
    return { keys, found };
  };
  return async (key) => {
    open ??= begin();
    const { keys, found } = open;
    keys.push(key);
    return (await found)(key);
  };
}
