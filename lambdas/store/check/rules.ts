import { stateOf } from '../../life/lifecycle.ts';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { indexOwner } from '../table/index-owner.ts';
import type { ResourceItem } from '../table/items.ts';
import type { AnyItem, ItemKey } from '../table/key.ts';
import { isMemberItem, isPartOf, resourceKey } from '../table/keys.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { tombstoneKey } from '../table/tenant-keys.ts';
import { itemKindOf, type ItemKind } from './item-kind.ts';
import type { Get, Look } from './look.ts';
import { nameOf, type Problem } from './problem.ts';
import { wantedBy, wrongEntries, wrongIndexKeys } from './resource-rule.ts';

/** What is wrong about an item, in words that follow its key; undefined where nothing is. */
type Rule = (item: AnyItem, look: Look) => Promise<string | undefined>;

/**
 * What an item of each kind has to have. What is read only to explain what looks wrong, such as a
 * tombstone, is asked for last.
 */
const RULES: Readonly<Record<ItemKind, Rule | undefined>> = {
  resource: async (item) => wrongIndexKeys(item),
  index: async (item, { get, indexOf }) => {
    const owner = resourceOf(await get(indexOwner(item)));
    return owner && wantedBy(owner, indexOf).has(nameOf(item)) ? undefined : NOBODY;
  },
  member: async (item, { get }) => {
    if (!(await ownerOf(item, get)))
      return (await isLeaving(idIn(item), get)) ? undefined : 'is in a group that is not there';
    if (!isMemberItem(item) || item.memberType === undefined) return undefined;
    const { id, memberType: type } = item;
    const isThere = isVisible(resourceOf(await get(resourceKey(type, id)))) || (await isLeaving(id, get));
    return isThere ? undefined : `names the ${type} ${id}, who is not there`;
  },
  former: async (item, { get }) => {
    const owner = await ownerOf(item, get);
    const isKept = owner && (stateOf(owner) === 'deleted' || (await get(tombstoneKey(owner.id))));
    return isKept ? undefined : 'is kept for somebody who is not deleted';
  },
  change: async (item, { get }) => {
    const owner = await ownerOf(item, get);
    const isKnown = owner ? owner.pending && isPartOf(owner.pending.id)(item) : await isLeaving(idIn(item), get);
    return isKnown ? undefined : 'is a part of a change that nobody decided';
  },
  /** Counted instead: see counts.ts. */
  counter: undefined,
  other: undefined,
};

/** An entry that its resource does not ask for; another one may say more about it. */
export const NOBODY = 'belongs to nobody';

/** What is wrong about an item, and about what it asks for. */
export async function judge(item: AnyItem, look: Look): Promise<Problem[]> {
  const kind = itemKindOf(item);
  const what = await RULES[kind]?.(item, look);
  const own = what === undefined ? [] : [{ kind, key: nameOf(item), what }];
  return kind === 'resource' ? [...own, ...(await wrongEntries(item, look))] : own;
}

const resourceOf = (item: ResourceItem | undefined): StoredResource | undefined => item && fromResourceItem(item);

/** The resource that an item stands beside. */
async function ownerOf(item: AnyItem, get: Get): Promise<StoredResource | undefined> {
  const [sk = ''] = item.pk.split('#');
  const key: ItemKey<ResourceItem> = { pk: item.pk, sk };
  return resourceOf(await get(key));
}

const idIn = ({ pk }: AnyItem): string => pk.slice(pk.indexOf('#') + 1);

/** Whether its memberships, of either side, may still be there although it has gone. */
const isLeaving = async (id: string, get: Get): Promise<boolean> => (await get(tombstoneKey(id))) !== undefined;
