import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import type { IndexValue } from '../../scim/query/index-values.ts';
import type { Tombstone } from '../ports/tombstones.ts';
import { IS_ABSENT, IS_PRESENT, type Key } from '../table/key.ts';
import { claimKey, lookupKey, memberKey, resourceKey } from '../table/keys.ts';
import { memberItem, versionUp } from '../table/member-item.ts';
import { toResourceItem } from '../table/resource-item.ts';
import { NESTING_KEY, tombstoneKey } from '../table/tenant-keys.ts';
import type { Action } from '../table/transact.ts';

/**
 * One item that a write touches. `claim` is set where a failed condition means that someone else
 * holds it.
 */
export interface ItemChange {
  readonly action: Action;
  readonly claim?: IndexValue;
  /** A membership, or the nesting, which somebody else may have changed in between. */
  readonly member?: true;
}

/** Makes the changes of one resource's items, each on its condition. Pure. */
export function itemChanges(TableName: string, resource: StoredResource) {
  const { type, id } = resource;
  /** A claim is only ever taken when it is free and released by its owner. */
  const freeOrMine = {
    TableName,
    ConditionExpression: `${IS_ABSENT} OR id = :id`,
    ExpressionAttributeValues: { ':id': id },
  };
  return {
    /** `previousVersion` undefined creates it. */
    put: (previousVersion: number | undefined, writeId: string): ItemChange => ({
      action: { Put: { TableName, Item: toResourceItem(resource, writeId), ...atVersion(previousVersion) } },
    }),
    erase: (previousVersion: number | undefined): ItemChange => ({
      action: { Delete: { TableName, Key: resourceKey(type, id), ...atVersion(previousVersion) } },
    }),
    /** Moves its version and nothing else, whatever the version is. */
    moveVersion: (writeId: string): ItemChange => ({ action: { Update: versionUp(TableName, resource, writeId) } }),
    takeClaim: (claim: IndexValue): ItemChange => ({
      claim,
      action: { Put: { Item: { ...claimKey(type, claim), id }, ...freeOrMine } },
    }),
    releaseClaim: (claim: IndexValue): ItemChange => ({
      action: { Delete: { Key: claimKey(type, claim), ...freeOrMine } },
    }),
    addLookup: (lookup: IndexValue): ItemChange => ({
      action: { Put: { TableName, Item: lookupKey(type, lookup, id) } },
    }),
    removeLookup: (lookup: IndexValue): ItemChange => ({
      action: { Delete: { TableName, Key: lookupKey(type, lookup, id) } },
    }),
    leaveTombstone: (tombstone: Tombstone): ItemChange => ({
      action: { Put: { TableName, Item: { ...tombstoneKey(id), ...tombstone } } },
    }),
    /** On condition that the membership was not there. */
    addMember: (member: Member): ItemChange => {
      const Item = memberItem(type, id, member);
      return { member: true, action: { Put: { TableName, Item, ConditionExpression: IS_ABSENT } } };
    },
    /** On condition that the membership was there. */
    removeMember: (member: string): ItemChange => {
      const Key = memberKey(type, id, member);
      return { member: true, action: { Delete: { TableName, Key, ConditionExpression: IS_PRESENT } } };
    },
  };
}

/**
 * Optimistic concurrency: the item must be at this version, or not be there. What is there
 * otherwise comes back with the refusal.
 */
function atVersion(version: number | undefined) {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
  if (version === undefined) return { ConditionExpression: IS_ABSENT, ReturnValuesOnConditionCheckFailure };
  return {
    // A change of members that is decided but not carried out has to be carried out first.
    ConditionExpression: '#version = :version AND attribute_not_exists(pending)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
    ReturnValuesOnConditionCheckFailure,
  };
}

/** Adds to a shard of a counter, in all and in the slot of the id. */
export function addToCounter(TableName: string, key: Key, slot: string, delta: number): ItemChange {
  const Update = {
    TableName,
    Key: key,
    UpdateExpression: 'ADD #count :delta, #slot :delta',
    ExpressionAttributeNames: { '#count': 'count', '#slot': slot },
    ExpressionAttributeValues: { ':delta': delta },
  };
  return { action: { Update } };
}

/**
 * Groups become members of groups one after the other: `seen` is the version of the nesting before
 * circles were looked for.
 */
export function moveNesting(TableName: string, seen: number): ItemChange {
  const Update = {
    TableName,
    Key: NESTING_KEY,
    UpdateExpression: 'SET turn = :next',
    ConditionExpression: seen === 0 ? IS_ABSENT : 'turn = :seen',
    ExpressionAttributeValues: { ':next': seen + 1, ...(seen > 0 && { ':seen': seen }) },
  };
  return { member: true, action: { Update } };
}
