import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { IndexValue, IndexValues } from '../../scim/query/index-values.ts';
import type { Indexed, WriteOptions } from '../ports/resources.ts';
import type { Tombstone } from '../ports/tombstones.ts';
import { claimKey, counterKey, lookupPartition } from '../table/keys.ts';
import { slotOf } from './counters.ts';
import { addToCounter, itemChanges, moveNesting, type ItemChange } from './item-changes.ts';

/** DynamoDB's limit for one transaction. */
export const MAX_ACTIONS = 100;
const NO_INDEX: IndexValues = { claims: [], lookups: [] };

/**
 * The items that change when a resource moves from `previous` to `next`, the resource's own item
 * first, with what is written in the same transaction. Pure. They may be more than one transaction
 * holds (`MAX_ACTIONS`).
 */
export function planWrite(
  tableName: string,
  previous: Indexed | undefined,
  next: Indexed | undefined,
  writeId: string,
  options: WriteOptions = {},
): readonly ItemChange[] {
  const resource = identify(previous, next);
  const { type, id } = resource;
  const [before, after] = [entriesOf(previous), entriesOf(next)];
  const item = itemChanges(tableName, resource);
  const version = previous?.resource.version;
  const own = options.commutative ? item.moveVersion(writeId) : next ? item.put(version, writeId) : item.erase(version);
  const changes: ItemChange[] = [
    own,
    ...without(after.claims, before.claims).map(item.takeClaim),
    ...without(before.claims, after.claims).map(item.releaseClaim),
    ...without(after.lookups, before.lookups).map(item.addLookup),
    ...without(before.lookups, after.lookups).map(item.removeLookup),
  ];
  const counted = Number(after.visible) - Number(before.visible);
  if (counted !== 0) changes.push(addToCounter(tableName, counterKey(type, id), slotOf(id), counted));
  const leaves = before.visible ? !after.visible : after.erased;
  const returns = previous !== undefined && !before.visible && after.visible;
  if (options.leavesTombstone && (leaves || returns))
    changes.push(item.leaveTombstone(tombstoneOf(resource, returns, options)));
  if (options.nestingVersion !== undefined) changes.push(moveNesting(tableName, options.nestingVersion));
  const { add = [], remove = [] } = options.members ?? {};
  return [...changes, ...add.map(item.addMember), ...remove.map(item.removeMember)];
}

function tombstoneOf(resource: StoredResource, returning: boolean, { withoutGroups }: WriteOptions): Tombstone {
  const { id, type, lastModified, version } = resource;
  const went = { id, type, at: lastModified, version };
  return returning ? { ...went, returning, ...(withoutGroups && { withoutGroups }) } : went;
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
    lookups: new Map(index.lookups.map((lookup) => [lookupPartition(type, lookup).value, lookup])),
  };
}

function without(values: Map<string, IndexValue>, others: Map<string, IndexValue>): IndexValue[] {
  return [...values].filter(([key]) => !others.has(key)).map(([, value]) => value);
}
