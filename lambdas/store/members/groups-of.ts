import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { MemberOf, MemberStore } from '../ports/members.ts';
import { intendedMembers, readParts } from '../resources/intent-parts.ts';
import { getItems } from '../table/batch.ts';
import type { UnfinishedItem } from '../table/items.ts';
import { groupsIn, memberOfKey, resourceKey, unknownIn } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { CHANGES, departedKey, UNFINISHED } from '../table/tenant-keys.ts';

/** The groups of members: see the port. */
export async function groupsOf(
  table: Table,
  type: string,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredResource[]>> {
  // Before the items: what is carried out between the two would be in neither the other way round.
  const decided = await decidedChanges(table, type, await queryAll(table, UNFINISHED, CHANGES));
  const found = await getItems(table, memberIds.map(memberOfKey), true);
  const kept = new Map(
    memberIds.map((id) => {
      const item = found(memberOfKey(id));
      return [id, item && !item.ended ? groupsIn(item) : new Map<string, number>()];
    }),
  );
  for (const { group, intended } of decided) {
    for (const [id, of] of kept) {
      if (!intended.has(id)) continue;
      if (intended.get(id) && !found(memberOfKey(id))?.ended) of.set(group.id, generationOf(group));
      else of.delete(group.id);
    }
  }
  const ids = new Set([...kept.values()].flatMap((groups) => [...groups.keys()]));
  const groups = visible(await readGroups(table, type, [...ids]));
  return new Map([...kept].map(([id, of]) => [id, current(groups, of)]));
}

/** The groups that are in a change, each with what the parts left make of its members. */
async function decidedChanges(table: Table, type: string, entries: readonly UnfinishedItem[]) {
  const changing = entries.flatMap((entry) => ('change' in entry ? [entry] : []));
  const groups = visible(
    await readGroups(
      table,
      type,
      changing.map(({ group }) => group),
    ),
  );
  const decided: { group: StoredResource; intended: ReturnType<typeof intendedMembers> }[] = [];
  for (const { group: id, change } of changing) {
    const group = groups.get(id);
    // Where it is not the group's, it is not decided, or was carried out.
    if (group?.pending?.id === change)
      decided.push({ group, intended: intendedMembers(await readParts(table, group, change)) });
  }
  return decided;
}

/** The groups that are there, and of whose members nobody has taken all out since. */
const current = (groups: ReadonlyMap<string, StoredResource>, of: ReadonlyMap<string, number>): StoredResource[] =>
  [...of].flatMap(([id, generation]) => {
    const group = groups.get(id);
    return group && generationOf(group) === generation ? [group] : [];
  });

/** Without those that were deleted, whose memberships are kept. */
const visible = (groups: ReadonlyMap<string, StoredResource>): Map<string, StoredResource> =>
  new Map([...groups].filter(([, group]) => isVisible(group)));

/** A group that was deleted is there until it is purged: it may be restored. */
async function stillThere(
  table: Table,
  groupType: string,
  named: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (named.size === 0) return named;
  const groups = await readGroups(table, groupType, [...named.keys()]);
  return new Map(current(groups, named).map((group) => [group.id, generationOf(group)]));
}

async function readGroups(table: Table, type: string, ids: readonly string[]): Promise<Map<string, StoredResource>> {
  const found = await getItems(
    table,
    ids.map((id) => resourceKey(type, id)),
    true,
  );
  return new Map(
    ids.flatMap((id): [string, StoredResource][] => {
      const item = found(resourceKey(type, id));
      return item ? [[id, fromResourceItem(item)]] : [];
    }),
  );
}

/** A resource with the groups it is or was in: see the port. */
export async function getWithGroups(
  table: Table,
  type: string,
  id: string,
  groupType: string | undefined,
): ReturnType<MemberStore['getWithGroups']> {
  const keys = { own: resourceKey(type, id), memberOf: memberOfKey(id), mark: departedKey(id) };
  const [found, changes] = await Promise.all([
    getItems(table, Object.values(keys), true),
    queryAll(table, UNFINISHED, { ...CHANGES, limit: 1 }),
  ]);
  const item = found(keys.own);
  const memberOfItem = found(keys.memberOf);
  const named = memberOfItem ? groupsIn(memberOfItem) : new Map<string, number>();
  const memberOf: MemberOf = {
    groupType: groupType ?? '',
    groups: groupType === undefined ? named : await stillThere(table, groupType, named),
    former: memberOfItem?.former,
    unknown: memberOfItem ? unknownIn(memberOfItem) : {},
    turn: memberOfItem?.turn ?? 0,
    isUnfinished: found(keys.mark) !== undefined,
    mayBeNamed: changes.length > 0,
  };
  return { resource: item && fromResourceItem(item), memberOf };
}
