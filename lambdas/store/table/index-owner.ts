import type { ResourceItem } from './items.ts';
import type { AnyItem, ItemKey } from './key.ts';
import { resourceKey } from './keys.ts';
import { searchEntryIn } from './search-keys.ts';
import { PREFIXES } from './shape.ts';

/** The resource whose claim, lookup or search entry this is: a claim names it, an entry is sorted by it. */
export function indexOwner({ pk, sk, id }: AnyItem): ItemKey<ResourceItem> {
  const [prefix = '', what = ''] = pk.split('#');
  const [type = ''] = what.split('.');
  if (prefix === PREFIXES.search) return resourceKey(type, searchEntryIn({ pk, sk }).id);
  if (prefix !== PREFIXES.claim) return resourceKey(type, sk);
  // An entry beside a claim is sorted by what it is about, and the id.
  return resourceKey(type, typeof id === 'string' ? id : sk.slice(sk.indexOf('#') + 1));
}
