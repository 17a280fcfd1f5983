import { stateOf } from '../../life/lifecycle.ts';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import { planWrite } from '../resources/plan-write.ts';
import type { ResourceItem } from '../table/items.ts';
import type { AnyItem } from '../table/key.ts';
import { isMemberItem, resourceKey } from '../table/keys.ts';
import { fromResourceItem, toResourceItem } from '../table/resource-item.ts';
import { INDEXES } from '../table/shape.ts';
import { tombstoneKey } from '../table/tenant-keys.ts';
import { countOf, wrongCounts } from './counts.ts';
import { itemKindOf } from './item-kind.ts';
import { nameOf, type Problem } from './problem.ts';

const INDEX_KEYS = [INDEXES.listing, INDEXES.due].flatMap(({ partition, sort }) => [partition, sort]);

type Kept = { readonly item: AnyItem; readonly resource: StoredResource };
/** All items, and the resources among them, by the names of their keys. */
type There = { readonly items: ReadonlyMap<string, AnyItem>; readonly resources: ReadonlyMap<string, StoredResource> };

const isResource = (item: AnyItem): item is AnyItem & ResourceItem => itemKindOf(item).kind === 'resource';

/** Pure: what is wrong among these items, which are all there are. */
export function findProblems(items: readonly AnyItem[], indexOf: (resource: StoredResource) => Indexed): Problem[] {
  const kept = items.filter(isResource).map((item) => ({ item, resource: fromResourceItem(item) }));
  const there = {
    items: new Map(items.map((item) => [nameOf(item), item])),
    resources: new Map(kept.map(({ item, resource }) => [nameOf(item), resource])),
  };
  const wanted = new Map(kept.flatMap((each) => wantedBy(each, indexOf)));
  return [
    ...kept.flatMap(wrongIndexKeys),
    ...missing(wanted, there),
    ...items.flatMap((item) => orphan(item, wanted, there)),
    ...wrongCounts(items, countOf(kept.map(({ resource }) => resource).filter(isVisible))),
  ];
}

/** The claims and lookups that a resource asks for, with its id. */
function wantedBy({ item, resource }: Kept, indexOf: (resource: StoredResource) => Indexed): [string, string][] {
  return planWrite('', undefined, indexOf(resource), '').flatMap(({ action }): [string, string][] => {
    const { pk, sk } = action.Put?.Item ?? {};
    return pk === undefined || pk === item.pk ? [] : [[nameOf({ pk: String(pk), sk: String(sk) }), resource.id]];
  });
}

function wrongIndexKeys({ item, resource }: Kept): Problem[] {
  const should: Record<string, unknown> = toResourceItem(resource, '');
  const isWrong = INDEX_KEYS.some((key) => should[key] !== item[key]);
  return isWrong ? [{ key: nameOf(item), what: 'has wrong index keys' }] : [];
}

function missing(wanted: ReadonlyMap<string, string>, { items }: There): Problem[] {
  return [...wanted].flatMap(([key, id]) => {
    const item = items.get(key);
    if (!item) return [{ key, what: `is missing for ${id}` }];
    const isTaken = item['id'] !== undefined && item['id'] !== id;
    return isTaken ? [{ key, what: `belongs to ${String(item['id'])} instead of ${id}` }] : [];
  });
}

function orphan(item: AnyItem, wanted: ReadonlyMap<string, string>, there: There): Problem[] {
  const what = whatIsWrong(item, wanted, there);
  return what === undefined ? [] : [{ key: nameOf(item), what }];
}

/** Whether an item has a reason to be there. */
function whatIsWrong(item: AnyItem, wanted: ReadonlyMap<string, string>, there: There): string | undefined {
  const found = itemKindOf(item);
  const owner = 'owner' in found ? there.resources.get(`${item.pk} ${found.owner}`) : undefined;
  switch (found.kind) {
    case 'index':
      return wanted.has(nameOf(item)) ? undefined : 'belongs to nobody';
    case 'member':
      return owner ? wrongMember(item, there) : 'is in a group that is not there';
    case 'former': {
      const isReturning = owner && there.items.has(nameOf(tombstoneKey(owner.id)));
      const isKept = owner && (stateOf(owner) === 'deleted' || isReturning);
      return isKept ? undefined : 'is kept for somebody who is not deleted';
    }
    case 'change':
      return owner?.pending ? undefined : 'is a part of a change that nobody decided';
    case 'resource':
    case 'counter':
    case 'other':
      return undefined;
  }
}

function wrongMember(item: AnyItem, { items, resources }: There): string | undefined {
  if (!isMemberItem(item) || item.memberType === undefined) return undefined;
  const { id, memberType: type } = item;
  const isLeaving = items.has(nameOf(tombstoneKey(id)));
  const isThere = isLeaving || isVisible(resources.get(nameOf(resourceKey(type, id))));
  return isThere ? undefined : `names the ${type} ${id}, who is not there`;
}
