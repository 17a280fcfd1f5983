import type { StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import { planWrite } from '../resources/plan-write.ts';
import { searchKeys } from '../search/search.ts';
import type { AnyItem, Key } from '../table/key.ts';
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

/** The keys of what a resource is searched by; undefined where nobody knows whether it is there yet. */
export const searchedBy = (
  { type, id }: Pick<StoredResource, 'type' | 'id'>,
  searched: readonly string[] | undefined,
): readonly Key[] | undefined => searched && searchKeys(searched.map((value) => ({ type, id, value })));

/** What a resource asks for, and is not there, or is somebody else's. */
export async function wrongEntries(item: AnyItem, { get, indexOf }: Look): Promise<Problem[]> {
  if (!isResourceItem(item)) return [];
  const { id } = item;
  const resource = fromResourceItem(item);
  const wanted = [
    ...[...wantedBy(resource, indexOf).values()].map((key) => ({ kind: 'index', key }) as const),
    ...(searchedBy(resource, indexOf(resource).searched) ?? []).map((key) => ({ kind: 'search', key }) as const),
  ];
  const found = await Promise.all(wanted.map(({ key }) => get<AnyItem>(key)));
  return wanted.flatMap(({ kind, key }, index): Problem[] => {
    const what = wrongEntry(found[index], id);
    return what === undefined ? [] : [{ kind, key: nameOf(key), what }];
  });
}

function wrongEntry(entry: AnyItem | undefined, id: string): string | undefined {
  if (!entry) return `is missing for ${id}`;
  const isTaken = entry['id'] !== undefined && entry['id'] !== id;
  return isTaken ? `belongs to ${String(entry['id'])} instead of ${id}` : undefined;
}
