import pMap from 'p-map';
import type { Departed, Emptied, UnfinishedStore } from '../ports/unfinished.ts';
import { forgetHeld } from '../resources/held.ts';
import { keepEarlier } from '../images/members-history.ts';
import { leaveGroup } from '../resources/member-changes.ts';
import { forgetChange, rollForward } from '../resources/roll-forward.ts';
import { versionUp } from '../resources/version-up.ts';
import { deleteItems, getItems } from '../table/batch.ts';
import type { MemberItem } from '../table/items.ts';
import {
  groupsIn,
  isMemberItem,
  memberKey,
  memberOfKey,
  MEMBERS,
  resourceKey,
  resourcePartition,
} from '../table/keys.ts';
import { memberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll, queryOnce } from '../table/read.ts';
import { departedKey, emptiedKey, staleGroupsKey, UNFINISHED } from '../table/tenant-keys.ts';
import { writeOne } from '../table/transact.ts';

/** Writes at the same time, as many as the SDK has connections: 200 groups in 4 rounds. */
const PARALLEL = { concurrency: 50 };

/** What carries out what was decided: see the port. */
export function createUnfinished(table: Table): UnfinishedStore {
  return {
    listUnfinished: async () => {
      const items = await queryAll(table, UNFINISHED);
      return {
        departed: items.flatMap((item) => ('life' in item ? [item] : [])),
        changes: items.flatMap((item) => ('change' in item ? [item] : [])),
        emptied: items.flatMap((item) => ('type' in item && !('life' in item) && !('change' in item) ? [item] : [])),
        lifted: items.flatMap((item) => ('held' in item ? [item] : [])),
      };
    },
    rollForward: async (resource, hasTime) =>
      resource.pending ? rollForward(table, resource, resource.pending, hasTime) : { done: true, left: 0 },
    forgetChange: (change) => forgetChange(table, change),
    endMemberships: (departed, groupType, now, hasTime) => endMemberships(table, departed, groupType, now, hasTime),
    forgetDeparted: (departed, isErased) => forgetDeparted(table, departed, isErased),
    forgetHeld: (lifted, hasTime) => forgetHeld(table, lifted, hasTime),
    removeMembers: (emptied, days, hasTime) => removeMembers(table, emptied, days, hasTime),
  };
}

async function endMemberships(
  table: Table,
  { id, type, life, ...mark }: Departed,
  groupType: string,
  now: string,
  hasTime: () => boolean,
): Promise<boolean> {
  const [gone, rejoins] = [mark.gone === true, mark.rejoins === true];
  const [memberOf, stale] = [memberOfKey(id), staleGroupsKey(id)];
  const found = await getItems(table, [memberOf, stale], true);
  const kept = groupsIn(found(memberOf) ?? { ...memberOf, life, turn: 0 });
  const groups = [...new Set([...(gone || rejoins ? kept.keys() : []), ...(found(stale)?.groups ?? [])])];
  const items = await getItems(
    table,
    groups.map((group) => memberKey(groupType, group, id)),
    true,
  );
  await pMap(
    groups,
    async (group) => {
      const item = items(memberKey(groupType, group, id));
      const isStale = item !== undefined && (gone || item.life < life);
      const isMissing = rejoins && kept.has(group) && (item === undefined || isStale);
      if (!hasTime() || !(isStale || isMissing)) return;
      // Where the group has gone there is nothing to put the membership into.
      const what = isMissing ? { add: [id] } : { remove: [id] };
      const moved = await writeOne(table, {
        Update: versionUp(table.tableName, { type: groupType, id: group, lastModified: now }, what),
      });
      const generation = kept.get(group) ?? 0;
      if (isMissing && moved.ok)
        await putMembership(table, memberItem({ type: groupType, id: group, generation }, { id, type, life }));
      else if (item) await deleteItems(table, [item]);
    },
    PARALLEL,
  );
  if (!hasTime()) return false;
  await deleteItems(table, [stale]);
  return true;
}

/** Puts a membership over one of an earlier life. */
async function putMembership(table: Table, Item: MemberItem): Promise<void> {
  const Put = {
    TableName: table.tableName,
    Item,
    ConditionExpression: 'attribute_not_exists(pk) OR life < :life',
    ExpressionAttributeValues: { ':life': Item.life },
  };
  await writeOne(table, { Put });
}

/** Nothing is left of an erased one but that nobody can make it a member. */
async function forgetGroups(table: Table, id: string): Promise<void> {
  const item = await getItem(table, memberOfKey(id));
  if (!item?.ended || groupsIn(item).size === 0) return;
  const { pk, sk, life, turn } = item;
  const Item = { pk, sk, life, ended: true, turn: turn + 1 };
  await writeOne(table, {
    Put: {
      TableName: table.tableName,
      Item,
      ConditionExpression: 'turn = :turn',
      ExpressionAttributeValues: { ':turn': turn },
    },
  });
}

async function forgetDeparted(table: Table, { id, life, gone }: Departed, isErased: boolean): Promise<void> {
  if (isErased) await forgetGroups(table, id);
  const Delete = {
    TableName: table.tableName,
    Key: departedKey(id),
    ConditionExpression: `life = :life AND attribute_${gone ? '' : 'not_'}exists(gone)`,
    ExpressionAttributeValues: { ':life': life },
  };
  await writeOne(table, { Delete });
}

/** Items between two looks at the clock. */
const BATCH = 500;

/**
 * Parts that nobody may carry out any more go first: until then each of them could still make a
 * member of the earlier generation.
 */
async function removeMembers(table: Table, emptied: Emptied, days: number, hasTime: () => boolean): Promise<boolean> {
  const { type, id, generation, voids } = emptied;
  const partition = resourcePartition(type, id);
  if (voids !== undefined) await forgetChange(table, { type, group: id, change: voids });
  const group = await getItem(table, resourceKey(type, id));
  if (!group) await deleteItems(table, await queryAll(table, partition, { sort: ['<', MEMBERS.from] }));
  const range = { sort: ['BETWEEN', MEMBERS.from, MEMBERS.to] as const, limit: BATCH };
  let start: Awaited<ReturnType<typeof queryOnce>>['next'];
  do {
    if (!hasTime()) return false;
    const { items, next } = await queryOnce(table, partition, range, start);
    const gone = items.filter(isMemberItem).filter((item) => item.generation < generation);
    if (group) await keepGone(table, emptied, gone, days);
    await pMap(gone, (item) => removeStale(table, id, item), PARALLEL);
    start = next;
  } while (start);
  await deleteItems(table, [emptiedKey(id, generation)]);
  return true;
}

/** Before they go: what dies in between keeps them again. */
async function keepGone(table: Table, emptied: Emptied, gone: readonly MemberItem[], days: number): Promise<void> {
  for (const [generation, items] of Map.groupBy(gone, (item) => item.generation)) {
    const ids = items.flatMap(({ id, memberType }) => (memberType === undefined ? [] : [id]));
    if (ids.length > 0) await keepEarlier(table, emptied, generation, ids, days);
  }
}

/** Unless it has become a member again. */
async function removeStale(table: Table, groupId: string, item: MemberItem): Promise<void> {
  await writeOne(table, leaveGroup(table.tableName, groupId, item.id, item.generation));
  await writeOne(table, {
    Delete: {
      TableName: table.tableName,
      Key: { pk: item.pk, sk: item.sk },
      ConditionExpression: 'generation = :generation',
      ExpressionAttributeValues: { ':generation': item.generation },
    },
  });
}
