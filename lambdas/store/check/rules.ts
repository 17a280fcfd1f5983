import { generationOf, type StoredResource } from '../../life/stored-resource.ts';
import { indexOwner } from '../table/index-owner.ts';
import type { MemberItem, MemberOfItem, ResourceItem } from '../table/items.ts';
import { itemUnder, type AnyItem, type ItemKey } from '../table/key.ts';
import { besideId, groupsIn, isMemberItem, isPartOf, memberOfKey, MEMBERS, resourceKey } from '../table/keys.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { changeEntryKey, departedKey, emptiedKey, UNFINISHED } from '../table/tenant-keys.ts';
import { itemKindOf, type ItemKind } from './item-kind.ts';
import type { Get, Look } from './look.ts';
import { nameOf, type Problem } from './problem.ts';
import { searchedBy, wantedBy, wrongEntries, wrongIndexKeys } from './resource-rule.ts';

/** What is wrong about an item, in words that follow its key; undefined where nothing is. */
type Rule = (item: AnyItem, look: Look) => Promise<string | undefined>;

/**
 * What an item of each kind has to have. What is read only to explain what looks wrong, such as the
 * mark of who is leaving, is asked for last.
 */
const RULES: Readonly<Record<ItemKind, Rule | undefined>> = {
  resource: async (item) => wrongIndexKeys(item),
  index: async (item, { get, indexOf }) => {
    const owner = resourceOf(await get(indexOwner(item)));
    return owner && wantedBy(owner, indexOf).has(nameOf(item)) ? undefined : NOBODY;
  },
  search: async (item, { get, indexOf }) => {
    const owner = resourceOf(await get(indexOwner(item)));
    if (!owner) return NOBODY;
    const keys = searchedBy(owner, indexOf(owner).searched);
    return !keys || keys.some((key) => nameOf(key) === nameOf(item)) ? undefined : NOBODY;
  },
  member: async (item, { get }) => (isMemberItem(item) ? wrongMember(item, await ownerOf(item, get), get) : undefined),
  memberOf: async (item, { get }) => wrongGroups(itemUnder(memberOfKey(''), item), get),
  change: async (item, { get }) => {
    const owner = await ownerOf(item, get);
    if (owner?.pending && isPartOf(owner.pending.id)(item)) return undefined;
    const [, change = ''] = item.sk.split('#');
    const isKnown =
      (await get(changeEntryKey(besideId(item), change))) ?? (await isEmptied(besideId(item), 0, owner, get));
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

/** A membership is known to its member, in the same life and generation. */
async function wrongMember(
  { pk, sk, id, life, generation }: MemberItem,
  group: StoredResource | undefined,
  get: Get,
): Promise<string | undefined> {
  const groupId = besideId({ pk, sk });
  if (!group || generation < generationOf(group))
    return (await isEmptied(groupId, generation, group, get)) ? undefined : 'is in a group that is not there';
  const groups = await get(memberOfKey(id));
  const isThere = groups !== undefined && groups.ended === undefined && groups.life === life;
  if (isThere && groupsIn(groups).get(groupId) === generation) return undefined;
  if (await get(departedKey(id))) return undefined;
  return isThere ? `is none of the groups of ${id}` : `names ${id}, who is not there`;
}

/** Every group of a member that is there has it. */
async function wrongGroups(item: MemberOfItem, get: Get): Promise<string | undefined> {
  if (item.ended) return undefined;
  const member = besideId(item);
  const wrong = await Promise.all(
    [...groupsIn(item)].map(async ([id, generation]) => {
      const group = resourceOf(await get(resourceKey(GROUP_TYPE, id)));
      const key: ItemKey<MemberItem> = { pk: resourceKey(GROUP_TYPE, id).pk, sk: `${MEMBERS.from}${member}` };
      if (group && generation === generationOf(group) && (await get(key))) return undefined;
      const mark: ItemKey<unknown> = { pk: UNFINISHED.value, sk: `${departedKey('').sk}${member}` };
      if ((await isEmptied(id, generation, group, get)) || (await get(mark))) return undefined;
      return `names the group ${id}, which ${group ? 'has no such member' : 'is not there'}`;
    }),
  );
  return wrong.find((what) => what !== undefined);
}

/** The only type that has members. */
const GROUP_TYPE = 'Group';
/** A group is seldom emptied again before the last time is carried out. */
const MOST_AT_ONCE = 5;

/** Whether members of this generation are being removed. */
async function isEmptied(
  id: string,
  generation: number,
  group: StoredResource | undefined,
  get: Get,
): Promise<boolean> {
  const most = Math.min(group ? generationOf(group) - generation : MOST_AT_ONCE, MOST_AT_ONCE);
  const entries = Array.from({ length: Math.max(0, most) }, (_, at) => get(emptiedKey(id, generation + at + 1)));
  return (await Promise.all(entries)).some((entry) => entry !== undefined);
}
