import type { IndexValue } from '../../scim/query/index-values.ts';
import type { DuePartition } from '../ports/retention.ts';
import type {
  ClaimItem,
  CounterItem,
  IntentPart,
  MemberItem,
  MemberOfItem,
  ResourceItem,
  ResourcePartitionItem,
} from './items.ts';
import { bounded, type IndexPartition, type ItemKey, type Key, type Partition } from './key.ts';
import { INDEXES, PREFIXES } from './shape.ts';

/** The keys of resources, of what they are found by, and of what stands beside them. */

export function resourceKey(type: string, id: string): ItemKey<ResourceItem> {
  return { pk: `${type.toUpperCase()}#${bounded(id)}`, sk: type.toUpperCase() };
}

/** A resource and what stands beside it. */
export function resourcePartition(type: string, id: string): Partition<ResourcePartitionItem> {
  return { value: resourceKey(type, id).pk };
}

export function claimKey(type: string, { attribute, value }: IndexValue): ItemKey<ClaimItem> {
  return { pk: `${PREFIXES.claim}#${type}.${attribute}#${bounded(value)}`, sk: 'CLAIM' };
}

/** One entry per resource with this value; it may be the partition of a claim. */
export function lookupPartition(type: string, { attribute, value, beside }: IndexValue): Partition<Key | ClaimItem> {
  if (beside !== undefined) return { value: claimKey(type, { attribute: beside, value }).pk };
  return { value: `${PREFIXES.lookup}#${type}.${attribute}#${bounded(value)}` };
}

/** What the sort key of an entry begins with, where others are in its partition. */
const lookupPrefix = ({ attribute, beside }: IndexValue): string => (beside === undefined ? '' : `${attribute}#`);

export function lookupKey(type: string, lookup: IndexValue, id: string): Key {
  return { pk: lookupPartition(type, lookup).value, sk: `${lookupPrefix(lookup)}${id}` };
}

/** The id that an item of the partition of a lookup stands for: that of an entry, or of the claim's owner. */
export function idIn(lookup: IndexValue, item: Key | ClaimItem): string[] {
  const prefix = lookupPrefix(lookup);
  if ('id' in item) return [item.id];
  return item.sk.startsWith(prefix) ? [item.sk.slice(prefix.length)] : [];
}

/** All shards of a counter. */
export function counterPartition(type: string): Partition<CounterItem> {
  return { value: `${PREFIXES.counter}#${type}` };
}

/**
 * The first two characters of the id pick the shard, so that shards are stretches of the listing,
 * and a resource leaves the one it was counted in. 256 of them: two creations at once seldom meet.
 */
export function counterKey(type: string, id: string): ItemKey<CounterItem> {
  return { pk: counterPartition(type).value, sk: id.slice(0, 2) };
}

export function listingPartition(type: string): IndexPartition {
  return { index: INDEXES.listing, value: type.toUpperCase() };
}

/** Keys in the `listing` index, ordered by id. */
export function listingKey(type: string, id: string) {
  return { [INDEXES.listing.partition]: listingPartition(type).value, [INDEXES.listing.sort]: bounded(id) };
}

export function duePartition(partition: DuePartition): IndexPartition {
  return { index: INDEXES.due, value: partition };
}

/**
 * Keys in the `due` index, ordered by the moment of the soft delete. All that a purge wants to know
 * is in them, as the index projects nothing else.
 */
export function dueKey(partition: DuePartition, type: string, id: string, { softDeletedAt = '', deletedAt = '' }) {
  return { [INDEXES.due.partition]: partition, [INDEXES.due.sort]: `${softDeletedAt}#${deletedAt}#${type}#${id}` };
}

/** Above every sort key of this moment and below those of the next millisecond: "$" follows "#". */
export function dueUpTo(moment: string): string {
  return `${moment}$`;
}

export function parseDueSort(sort: string) {
  const [softDeletedAt = '', deletedAt = '', type = '', ...id] = sort.split('#');
  return { type, id: id.join('#'), softDeletedAt, ...(deletedAt !== '' && { deletedAt }) };
}

/** The groups of a member, whatever it is: no resource need have the id. */
export const memberOfKey = (memberId: string): ItemKey<MemberOfItem> => ({
  pk: `${PREFIXES.memberOf}#${bounded(memberId)}`,
  sk: PREFIXES.memberOf,
});

/** The attribute of a member's groups that stands for one of them. */
const IN = 'in_';
const MEMBER_OF_KNOWN = new Set(['pk', 'sk', 'life', 'ended', 'turn', 'former']);
export const groupAttribute = (groupId: string): string => `${IN}${groupId}`;

/** What a later version keeps with the groups of a member. */
export const unknownIn = (item: MemberOfItem): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith(IN) && !MEMBER_OF_KNOWN.has(name)));

/** The groups of a member, each with the generation of its members. */
export const groupsIn = (item: MemberOfItem): Map<string, number> =>
  new Map(
    Object.entries(item).flatMap(([name, value]): [string, number][] =>
      name.startsWith(IN) ? [[name.slice(IN.length), Number(value)]] : [],
    ),
  );

const inPartitionOf = (type: string, id: string, prefix: string, rest: string) => ({
  pk: resourceKey(type, id).pk,
  sk: `${prefix}#${rest}`,
});

/** Every sort key with this prefix lies between the two: "$" follows "#". */
const from = (prefix: string): string => `${prefix}#`;
const to = (prefix: string): string => `${prefix}$`;

/** A membership is an item beside the group's own, which sorts before it. */
export const memberKey = (groupType: string, groupId: string, memberId: string): ItemKey<MemberItem> =>
  inPartitionOf(groupType, groupId, PREFIXES.member, bounded(memberId));

/**
 * Parts of changes that are too large for one transaction; they sort before the group's own item.
 */
export const intentKey = (groupType: string, groupId: string, changeId: string, part: number): ItemKey<IntentPart> =>
  inPartitionOf(groupType, groupId, PREFIXES.intent, `${changeId}#${String(part).padStart(4, '0')}`);

export const MEMBERS = { from: from(PREFIXES.member), to: to(PREFIXES.member) };
/** A small group whole: the parts of changes, the group itself, and its members, in this order. */
export const GROUP = { from: from(PREFIXES.intent), to: MEMBERS.to };

export const isMemberItem = (item: Key): item is MemberItem => item.sk.startsWith(MEMBERS.from);
/** The parts of one change, in their order. */
export const partsRange = (changeId: string) => {
  const prefix = `${PREFIXES.intent}#${changeId}`;
  return { from: from(prefix), to: to(prefix) };
};
/** Whether an item is a part of the change with this id. */
export const isPartOf =
  (changeId: string) =>
  (item: Key): item is IntentPart =>
    item.sk.startsWith(`${from(PREFIXES.intent)}${changeId}#`);
/** A part, which stands beside its group; what is unfinished has entries of the same name. */
export const isPart = (item: Key): item is IntentPart => item.sk.startsWith(GROUP.from) && item.pk.includes('#');
/** The change that a part is of, and its number in it. */
export function partIn({ sk }: IntentPart): { readonly change: string; readonly part: number } {
  const [, change = '', part = ''] = sk.split('#');
  return { change, part: Number(part) };
}
/** The id of the resource that an item stands beside. */
export const besideId = ({ pk }: Key): string => pk.slice(pk.indexOf('#') + 1);
/** The sort key of a resource is the first part of its partition key. */
export const isResourceItem = (item: Key): item is ResourceItem => item.pk.startsWith(`${item.sk}#`);
