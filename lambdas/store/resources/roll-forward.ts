import { generationOf, type PendingChange, type StoredResource } from '../../life/stored-resource.ts';
import type { ChangeOfMembers } from '../ports/unfinished.ts';
import { deleteItems, getItems } from '../table/batch.ts';
import type { IntentPart } from '../table/items.ts';
import { IS_PRESENT } from '../table/key.ts';
import { groupAttribute, memberKey, memberOfKey, resourceKey } from '../table/keys.ts';
import { memberItem, type Owner } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { changeEntryKey } from '../table/tenant-keys.ts';
import { transact, writeOne, type Action } from '../table/transact.ts';
import { intendedMembers, readParts } from './intent-parts.ts';
import { joinGroup, leaveGroup } from './member-changes.ts';
import { whilePending } from './version-up.ts';

/**
 * Carries out a change of members that was decided, part by part, in their order. The transaction
 * of a part deletes it and is refused where it has gone: so each part is carried out once, whoever
 * does it, however late, and what was done stays done. Answers whether all is done.
 */
export async function rollForward(
  table: Table,
  resource: StoredResource,
  pending: PendingChange,
  hasTime: () => boolean,
): Promise<{ done: boolean; left: number }> {
  for (;;) {
    const parts = await readParts(table, resource, pending.id);
    for (const [at, part] of parts.entries()) {
      if (!hasTime()) return { done: false, left: parts.length - at };
      await carryOut(table, resource, part);
    }
    if (await endChange(table, resource, pending.id)) return { done: true, left: 0 };
  }
}

/**
 * The group is in no change any more. Answers false where a part was laid over it meanwhile: parts
 * are looked for after the group was read, and none can come without changing the group.
 */
async function endChange(table: Table, resource: StoredResource, change: string): Promise<boolean> {
  const { id } = resource;
  const Key = resourceKey(resource.type, id);
  const pending = (await getItem(table, Key))?.pending;
  if ((await readParts(table, resource, change)).length > 0) return false;
  if (pending?.id === change) {
    const Update = {
      TableName: table.tableName,
      Key,
      UpdateExpression: 'REMOVE pending',
      ...whilePending({ pending }),
    };
    const result = await writeOne(table, { Update });
    // Refused by its own first attempt, whose answer was lost, or by a part that came.
    if (!result.ok) return false;
  }
  await deleteItems(table, [changeEntryKey(id, change)]);
  return true;
}

/** One part: once, or not at all. */
async function carryOut(table: Table, resource: StoredResource, part: IntentPart): Promise<void> {
  const owner: Owner = { type: resource.type, id: resource.id, generation: generationOf(resource) };
  const TableName = table.tableName;
  const own: Action = {
    Delete: { TableName, Key: { pk: part.pk, sk: part.sk }, ConditionExpression: IS_PRESENT },
  };
  for (let isKnown: Known | undefined; ;) {
    const result = await transact(table, [own, ...memberActions(TableName, owner, part, isKnown)]);
    if (result.ok || result.refusals[0]?.refused) return;
    // Somebody it names has been deleted meanwhile, or has come back.
    isKnown = await readMemberOf(table, part);
  }
}

/** What is known about the members that a part names: the groups of each, as an item. */
type Known = Awaited<ReturnType<typeof readMemberOf>>;

async function readMemberOf(table: Table, part: IntentPart) {
  const ids = [...intendedMembers([part]).keys()];
  const found = await getItems(table, ids.map(memberOfKey), true);
  return (id: string) => found(memberOfKey(id));
}

function memberActions(TableName: string, owner: Owner, part: IntentPart, known: Known | undefined): Action[] {
  return [...intendedMembers([part])].flatMap(([id, member]): Action[] => {
    const Key = memberKey(owner.type, owner.id, id);
    const memberOf = known?.(id);
    if (!member) {
      const leaving = known && !memberOf ? [] : [leaveGroup(TableName, owner.id, id)];
      return [{ Delete: { TableName, Key } }, ...leaving];
    }
    const Put = { TableName, Item: memberItem(owner, member) };
    const { life = 1 } = member;
    if (!memberOf || (memberOf.life === life && !memberOf.ended)) return [{ Put }, joinGroup(TableName, owner, member)];
    // It was deleted behind the decision: it is in the group again when it is restored.
    if (memberOf.life === life)
      return [
        {
          Update: {
            TableName,
            Key: memberOfKey(id),
            UpdateExpression: 'SET #group = :generation ADD turn :one',
            ConditionExpression: 'life = :life AND ended = :ended',
            ExpressionAttributeNames: { '#group': groupAttribute(owner.id) },
            ExpressionAttributeValues: { ':generation': owner.generation, ':life': life, ':ended': true, ':one': 1 },
          },
        },
      ];
    return [];
  });
}

/** Removes what is left of a change that was carried out, or never decided. */
export async function forgetChange(table: Table, { type, group, change }: Omit<ChangeOfMembers, 'at'>): Promise<void> {
  await deleteItems(table, await readParts(table, { type, id: group }, change));
  await deleteItems(table, [changeEntryKey(group, change)]);
}
