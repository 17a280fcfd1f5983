import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Indexed } from '../ports/resources.ts';
import { planWrite } from '../resources/plan-write.ts';
import type { MemberItem, ResourceItem } from '../table/items.ts';
import type { AnyItem } from '../table/key.ts';
import { groupAttribute, isMemberItem, memberOfKey, MEMBERS } from '../table/keys.ts';
import { fromResourceItem, toResourceItem } from '../table/resource-item.ts';
import { INDEXES } from '../table/shape.ts';
import { changeEntryKey, departedKey, emptiedKey, UNFINISHED } from '../table/tenant-keys.ts';
import { countOf, wrongCounts } from './counts.ts';
import { itemKindOf } from './item-kind.ts';
import { nameOf, type Problem } from './problem.ts';

const INDEX_KEYS = [INDEXES.listing, INDEXES.due].flatMap(({ partition, sort }) => [partition, sort]);

type Kept = { readonly item: AnyItem; readonly resource: StoredResource };
/** All items, and the resources among them, by the names of their keys. */
interface There {
  readonly items: ReadonlyMap<string, AnyItem>;
  readonly resources: ReadonlyMap<string, StoredResource>;
  /** The names of the keys of resources, by their ids. */
  readonly groups: ReadonlyMap<string, string>;
}

const isResource = (item: AnyItem): item is AnyItem & ResourceItem => itemKindOf(item).kind === 'resource';

/** Pure: what is wrong among these items, which are all there are. */
export function findProblems(items: readonly AnyItem[], indexOf: (resource: StoredResource) => Indexed): Problem[] {
  const kept = items.filter(isResource).map((item) => ({ item, resource: fromResourceItem(item) }));
  const there = {
    items: new Map(items.map((item) => [nameOf(item), item])),
    resources: new Map(kept.map(({ item, resource }) => [nameOf(item), resource])),
    groups: new Map(kept.map(({ item, resource }) => [resource.id, nameOf(item)])),
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
      return isMemberItem(item) ? wrongMember(item, owner, there) : undefined;
    case 'memberOf':
      return wrongMemberOf(item, there);
    case 'change':
      return isKnownPart(item, owner, there) ? undefined : 'is a part of a change that nobody decided';
    case 'resource':
    case 'counter':
    case 'other':
      return undefined;
  }
}

function wrongMember(item: MemberItem, group: StoredResource | undefined, there: There): string | undefined {
  const { id, life, generation } = item;
  if (!group || generation < generationOf(group))
    return isEmptied(item.pk, there) ? undefined : 'is in a group that is not there';
  if (there.items.has(nameOf(departedKey(id)))) return undefined;
  const groups = there.items.get(nameOf(memberOfKey(id)));
  if (!groups || groups['ended'] === true || groups['life'] !== life) return `names ${id}, who is not there`;
  return groups[groupAttribute(group.id)] === generation ? undefined : `is none of the groups of ${id}`;
}

/** Every group of a member that is there has it. */
function wrongMemberOf(item: AnyItem, { items, resources, groups }: There): string | undefined {
  const member = item.pk.slice(item.pk.indexOf('#') + 1);
  if (item['ended'] === true || items.has(`${UNFINISHED.value} ${departedKey('').sk}${member}`)) return undefined;
  for (const name of Object.keys(item)) {
    const group = name.startsWith(groupAttribute('')) ? name.slice(groupAttribute('').length) : undefined;
    if (group === undefined) continue;
    const key = groups.get(group);
    if (key === undefined || !resources.has(key)) return `names the group ${group}, which is not there`;
    const [pk = ''] = key.split(' ');
    if (!items.has(`${pk} ${MEMBERS.from}${member}`) && !isEmptied(pk, { items, resources, groups }))
      return `names the group ${group}, which has no such member`;
  }
  return undefined;
}

const entriesOf = (prefix: string, { items }: There): string[] =>
  [...items.keys()].filter((key) => key.startsWith(`${UNFINISHED.value} ${prefix}`));

/** Whether members of an earlier generation, or of a group that has gone, are being removed. */
const isEmptied = (pk: string, there: There): boolean =>
  entriesOf(emptiedKey(pk.slice(pk.indexOf('#') + 1), 0).sk.slice(0, -1), there).length > 0;

function isKnownPart({ pk, sk }: AnyItem, group: StoredResource | undefined, there: There): boolean {
  const [, change = ''] = sk.split('#');
  const id = pk.slice(pk.indexOf('#') + 1);
  const isWrittenDown = there.items.has(nameOf(changeEntryKey(id, change)));
  return group?.pending?.id === change || isWrittenDown || isEmptied(pk, there);
}
