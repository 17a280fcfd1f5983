import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { IndexValue, IndexValues } from '../../scim/query/index-values.ts';
import type { Indexed, WriteOptions } from '../ports/resources.ts';
import { claimKey, counterKey, lookupPartition } from '../table/keys.ts';
import { emptiedKey } from '../table/tenant-keys.ts';
import { heldChanges } from './held.ts';
import { addToCounter, itemChanges, moveNesting, type ItemChange } from './item-changes.ts';
import { movedBy } from '../table/resource-item.ts';
import { addMember, removeMember } from './member-changes.ts';
import { comesBack, leaves } from './member-of-changes.ts';
import { membersVersionUp } from './version-up.ts';

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
  const changes: ItemChange[] = [
    ownChange(tableName, previous?.resource, next?.resource, writeId, options),
    ...without(after.claims, before.claims).map(item.takeClaim),
    ...without(before.claims, after.claims).map(item.releaseClaim),
    ...without(after.lookups, before.lookups).map(item.addLookup),
    ...without(before.lookups, after.lookups).map(item.removeLookup),
  ];
  const counted = Number(after.visible) - Number(before.visible);
  if (counted !== 0) changes.push(addToCounter(tableName, counterKey(type, id), counted));
  changes.push(
    ...membershipChanges(tableName, previous?.resource, next?.resource, options),
    ...heldChanges(tableName, previous?.resource, next?.resource, options.memberOf),
  );
  if (options.nestingVersion !== undefined) changes.push(moveNesting(tableName, options.nestingVersion));
  const owner = { type, id, generation: generationOf(resource) };
  const { add = [], remove = [] } = options.members ?? {};
  return [
    ...changes,
    ...add.flatMap((member) => addMember(tableName, owner, member)).map(ofMembers),
    ...remove.flatMap((member) => removeMember(tableName, owner, member)).map(ofMembers),
  ];
}

const ofMembers = (action: ItemChange['action']): ItemChange => ({ member: true, action });

/** The item of the resource itself. */
function ownChange(
  tableName: string,
  previous: StoredResource | undefined,
  next: StoredResource | undefined,
  writeId: string,
  { commutative, members }: WriteOptions,
): ItemChange {
  const moved = previous && members && movedBy(members);
  if (previous && next && commutative)
    return { action: { Update: membersVersionUp(tableName, previous, next, writeId, moved) } };
  const item = itemChanges(tableName, identifyOne(previous, next));
  return next ? item.put(previous, writeId, moved) : item.erase(previous);
}

/** What a write changes about the memberships that its resource has, and about all members it had. */
function membershipChanges(
  tableName: string,
  previous: StoredResource | undefined,
  next: StoredResource | undefined,
  { memberOf, rejoins = false, empties = false }: WriteOptions,
): readonly ItemChange[] {
  const changes: ItemChange[] = [];
  const wasThere = isVisible(previous);
  if (memberOf && previous && (wasThere ? !isVisible(next) : !next || next.erasedAt !== undefined))
    changes.push(...leaves(tableName, previous, next, memberOf));
  if (memberOf && previous && next && !wasThere && isVisible(next))
    changes.push(...comesBack(tableName, next, memberOf, rejoins));
  if (empties && previous) {
    const { type, id, pending } = previous;
    const generation = generationOf(previous) + 1;
    const emptied = {
      type,
      id,
      generation,
      at: (next ?? previous).lastModified,
      ...(pending && { voids: pending.id }),
    };
    changes.push({ action: { Put: { TableName: tableName, Item: { ...emptiedKey(id, generation), ...emptied } } } });
  }
  return changes;
}

function identify(previous: Indexed | undefined, next: Indexed | undefined): StoredResource {
  const resource = identifyOne(previous?.resource, next?.resource);
  if (previous && (previous.resource.type !== resource.type || previous.resource.id !== resource.id)) {
    throw new Error(`a write cannot turn ${previous.resource.type} ${previous.resource.id} into another resource`);
  }
  return resource;
}

function identifyOne(previous: StoredResource | undefined, next: StoredResource | undefined): StoredResource {
  const resource = next ?? previous;
  if (!resource) throw new Error('a write needs a previous or a next state, and got neither');
  return resource;
}

/** Index values by key: values that end in the same item count once. */
function entriesOf(side: Indexed | undefined) {
  const { type, index } = side ? { type: side.resource.type, index: side.index } : { type: '', index: NO_INDEX };
  return {
    visible: side !== undefined && isVisible(side.resource),
    claims: new Map(index.claims.map((claim) => [claimKey(type, claim).pk, claim])),
    lookups: new Map(
      index.lookups.map((lookup) => [`${lookup.attribute} ${lookupPartition(type, lookup).value}`, lookup]),
    ),
  };
}

function without(values: Map<string, IndexValue>, others: Map<string, IndexValue>): IndexValue[] {
  return [...values].filter(([key]) => !others.has(key)).map(([, value]) => value);
}
