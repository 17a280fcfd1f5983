import type { StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import { planWrite } from '../resources/plan-write.ts';
import type { AnyItem, ItemKey, Key } from '../table/key.ts';
import { isResourceItem, resourceKey } from '../table/keys.ts';
import { fromResourceItem, toResourceItem } from '../table/resource-item.ts';
import { INDEXES } from '../table/shape.ts';
import type { Look } from './look.ts';
import { nameOf, type Problem } from './problem.ts';

const INDEX_KEYS = [INDEXES.listing, INDEXES.due].flatMap(({ partition, sort }) => [partition, sort]);

export function wrongIndexKeys(item: AnyItem): string | undefined {
  if (!isResourceItem(item)) return undefined;
  const should: Record<string, unknown> = toResourceItem(fromResourceItem(item), '');
  const is: Record<string, unknown> = item;
  return INDEX_KEYS.some((key) => should[key] !== is[key]) ? 'has wrong index keys' : undefined;
}

/** The keys of the claims and lookup entries that a resource asks for, by their names. */
export function wantedBy(resource: StoredResource, indexOf: (resource: StoredResource) => Indexed): Map<string, Key> {
  const own = resourceKey(resource.type, resource.id).pk;
  const keys = planWrite('', undefined, indexOf(resource), '').flatMap(({ action }): Key[] => {
    const { pk, sk } = action.Put?.Item ?? {};
    return pk === undefined || pk === own ? [] : [{ pk: String(pk), sk: String(sk) }];
  });
  return new Map(keys.map((key) => [nameOf(key), key]));
}

/** What a resource asks for, and is not there, or is somebody else's. */
export async function wrongEntries(item: AnyItem, { get, indexOf }: Look): Promise<Problem[]> {
  if (!isResourceItem(item)) return [];
  const { id } = item;
  const wanted = [...wantedBy(fromResourceItem(item), indexOf).values()];
  const found = await Promise.all(wanted.map((key: ItemKey<AnyItem>) => get(key)));
  return wanted.flatMap((key, index): Problem[] => {
    const what = wrongEntry(found[index], id);
    return what === undefined ? [] : [{ kind: 'index', key: nameOf(key), what }];
  });
}

function wrongEntry(entry: AnyItem | undefined, id: string): string | undefined {
  if (!entry) return `is missing for ${id}`;
  const isTaken = entry['id'] !== undefined && entry['id'] !== id;
  return isTaken ? `belongs to ${String(entry['id'])} instead of ${id}` : undefined;
}
