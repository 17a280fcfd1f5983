import type { StoredResource } from '../../life/stored-resource.ts';
import type { IndexValue } from '../../scim/query/index-values.ts';
import type { Moved } from '../ports/images.ts';
import { IS_ABSENT, type Key } from '../table/key.ts';
import { claimKey, lookupKey, resourceKey } from '../table/keys.ts';
import { toResourceItem } from '../table/resource-item.ts';
import { NESTING_KEY } from '../table/tenant-keys.ts';
import type { Action } from '../table/transact.ts';
import { whilePending } from './version-up.ts';

/**
 * One item that a write touches. `claim` is set where a failed condition means that someone else
 * holds it.
 */
export interface ItemChange {
  readonly action: Action;
  readonly claim?: IndexValue;
  /** About members, or the nesting, which somebody else may have changed in between. */
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
    /** `previous` undefined creates it. */
    put: (previous: StoredResource | undefined, writeId: string, moved?: Moved): ItemChange => ({
      action: { Put: { TableName, Item: toResourceItem(resource, writeId, moved), ...unchanged(previous) } },
    }),
    erase: (previous: StoredResource | undefined): ItemChange => ({
      action: { Delete: { TableName, Key: resourceKey(type, id), ...unchanged(previous) } },
    }),
    takeClaim: (claim: IndexValue): ItemChange => ({
      claim,
      // Whose it is otherwise comes back with the refusal.
      action: {
        Put: {
          Item: { ...claimKey(type, claim), id },
          ...freeOrMine,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
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
  };
}

/**
 * Optimistic concurrency: the item must be at this version, and in the same change of members, or
 * not be there. What is there otherwise comes back with the refusal.
 */
function unchanged(previous: StoredResource | undefined) {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
  if (!previous) return { ConditionExpression: IS_ABSENT, ReturnValuesOnConditionCheckFailure };
  const pending = whilePending(previous);
  return {
    ConditionExpression: `#version = :version AND ${pending.ConditionExpression}`,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': previous.version, ...pending.ExpressionAttributeValues },
    ReturnValuesOnConditionCheckFailure,
  };
}

/** Adds to a shard of a counter. */
export function addToCounter(TableName: string, key: Key, delta: number): ItemChange {
  const Update = {
    TableName,
    Key: key,
    UpdateExpression: 'ADD #count :delta',
    ExpressionAttributeNames: { '#count': 'count' },
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
