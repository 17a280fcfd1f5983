import type { IndexValue, IndexValues } from '../../scim/query/index-values.ts';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { slotOf } from './counters.ts';
import {
  claimKey,
  counterKey,
  tombstoneKey,
  lookupKey,
  lookupPartition,
  NESTING_KEY,
  resourceKey,
} from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { memberActions, versionUp } from '../table/member-item.ts';
import { toResourceItem } from '../table/resource-item.ts';
import type { WriteOptions, Indexed } from '../ports/resources.ts';
import type { Tombstone } from '../ports/tombstones.ts';
import type { Action } from '../table/transact.ts';

/** One item that a write touches. `claim` is set where a failed condition means that someone else holds it. */
export interface ItemChange {
  readonly action: Action;
  readonly claim?: IndexValue;
  /** A membership, which somebody else may have made or ended in between. */
  readonly member?: true;
}

/** DynamoDB's limit for one transaction. */
export const MAX_ACTIONS = 100;
const NO_INDEX: IndexValues = { claims: [], lookups: [] };

/**
 * The items that change when a resource moves from `previous` to `next`, the resource's own item first, with what changes beside it. Pure.
 * They may be more than one transaction holds (`MAX_ACTIONS`).
 */
export function planWrite(
  tableName: string,
  previous: Indexed | undefined,
  next: Indexed | undefined,
  writeId: string,
  beside: WriteOptions = {},
): readonly ItemChange[] {
  const resource = identify(previous, next);
  const { type, id } = resource;
  const [before, after] = [entriesOf(previous), entriesOf(next)];
  const changes: ItemChange[] = [
    beside.commutative
      ? { action: { Update: versionUp(tableName, resource, writeId) } }
      : resourceChange(tableName, resource, previous?.resource.version, next !== undefined, writeId),
    ...without(after.claims, before.claims).map((claim) => takeClaim(tableName, resource, claim)),
    ...without(before.claims, after.claims).map((claim) => freeClaim(tableName, resource, claim)),
    ...without(after.lookups, before.lookups).map((lookup) => ({
      action: { Put: { TableName: tableName, Item: lookupKey(type, lookup, id) } },
    })),
    ...without(before.lookups, after.lookups).map((lookup) => ({
      action: { Delete: { TableName: tableName, Key: lookupKey(type, lookup, id) } },
    })),
  ];
  const counted = Number(after.visible) - Number(before.visible);
  if (counted !== 0) changes.push(count(tableName, counterKey(type, id), slotOf(id), counted));
  const leaves = before.visible ? !after.visible : after.erased;
  const returns = previous !== undefined && !before.visible && after.visible;
  if (beside.leavesTombstone && (leaves || returns)) {
    const mark: Tombstone = {
      id,
      type,
      at: resource.lastModified,
      version: resource.version,
      ...(returns && { returning: true }),
      ...(returns && beside.withoutGroups && { withoutGroups: true }),
    };
    changes.push({ action: { Put: { TableName: tableName, Item: { ...tombstoneKey(id), ...mark } } } });
  }
  if (beside.nestingVersion !== undefined) changes.push(nest(tableName, beside.nestingVersion));
  return [...changes, ...memberActions(tableName, type, id, beside.members)];
}

function identify(previous: Indexed | undefined, next: Indexed | undefined): StoredResource {
  const resource = next?.resource ?? previous?.resource;
  if (!resource) throw new Error('a write needs a previous or a next state, and got neither');
  if (previous && (previous.resource.type !== resource.type || previous.resource.id !== resource.id)) {
    throw new Error(`a write cannot turn ${previous.resource.type} ${previous.resource.id} into another resource`);
  }
  return resource;
}

/** Index values by key: values that end in the same item count once. */
function entriesOf(side: Indexed | undefined) {
  const { type, index } = side ? { type: side.resource.type, index: side.index } : { type: '', index: NO_INDEX };
  return {
    visible: side !== undefined && isVisible(side.resource),
    erased: side?.resource.erasedAt !== undefined,
    claims: new Map(index.claims.map((claim) => [claimKey(type, claim).pk, claim])),
    lookups: new Map(index.lookups.map((lookup) => [lookupPartition(type, lookup), lookup])),
  };
}

function without(values: Map<string, IndexValue>, others: Map<string, IndexValue>): IndexValue[] {
  return [...values].filter(([key]) => !others.has(key)).map(([, value]) => value);
}

function resourceChange(
  tableName: string,
  resource: StoredResource,
  previousVersion: number | undefined,
  stays: boolean,
  writeId: string,
): ItemChange {
  const expected = {
    TableName: tableName,
    ...(previousVersion === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : atVersion(previousVersion)),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  return {
    action: stays
      ? { Put: { Item: toResourceItem(resource, writeId), ...expected } }
      : { Delete: { Key: resourceKey(resource.type, resource.id), ...expected } },
  };
}

function atVersion(version: number) {
  return {
    // A change of members that is decided but not carried out has to be carried out first.
    ConditionExpression: '#version = :version AND attribute_not_exists(pending)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

/** A claim is only ever taken when it is free and released by its owner. */
function freeOrMine(tableName: string, id: string) {
  return {
    TableName: tableName,
    ConditionExpression: 'attribute_not_exists(pk) OR id = :id',
    ExpressionAttributeValues: { ':id': id },
  };
}

function takeClaim(tableName: string, { type, id }: StoredResource, claim: IndexValue): ItemChange {
  return { claim, action: { Put: { Item: { ...claimKey(type, claim), id }, ...freeOrMine(tableName, id) } } };
}

function freeClaim(tableName: string, { type, id }: StoredResource, claim: IndexValue): ItemChange {
  return { action: { Delete: { Key: claimKey(type, claim), ...freeOrMine(tableName, id) } } };
}

function count(tableName: string, key: Key, slot: string, delta: number): ItemChange {
  return {
    action: {
      Update: {
        TableName: tableName,
        Key: key,
        UpdateExpression: 'ADD #count :delta, #slot :delta',
        ExpressionAttributeNames: { '#count': 'count', '#slot': slot },
        ExpressionAttributeValues: { ':delta': delta },
      },
    },
  };
}

/** Groups that become members of groups do so one after the other: this is the turn `seen` before the circles were looked for. */
function nest(tableName: string, seen: number): ItemChange {
  return {
    member: true,
    action: {
      Update: {
        TableName: tableName,
        Key: NESTING_KEY,
        UpdateExpression: 'SET turn = :next',
        ConditionExpression: seen === 0 ? 'attribute_not_exists(pk)' : 'turn = :seen',
        ExpressionAttributeValues: { ':next': seen + 1, ...(seen === 0 ? {} : { ':seen': seen }) },
      },
    },
  };
}
