import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { MemberOf, MemberStore } from '../ports/members.ts';
import { intendedMembers, readParts } from '../resources/intent-parts.ts';
import { getItems } from '../table/batch.ts';
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
  const [found, changes] = await Promise.all([
    getItems(table, memberIds.map(memberOfKey), true),
    queryAll(table, UNFINISHED, CHANGES),
  ]);
  const kept = new Map(
    memberIds.map((id) => {
      const item = found(memberOfKey(id));
      return [id, item && !item.ended ? groupsIn(item) : new Map<string, number>()];
    }),
  );
  const changing = changes.flatMap((entry) => ('change' in entry ? [entry] : []));
  const ids = new Set([...kept.values()].flatMap((groups) => [...groups.keys()]));
  for (const { group } of changing) ids.add(group);
  const groups = visible(await readGroups(table, type, [...ids]));
  for (const { group, change } of changing) {
    const resource = groups.get(group);
    // Where it is not the group's, it is not decided, or was carried out.
    if (resource?.pending?.id !== change) continue;
    const intended = intendedMembers(await readParts(table, resource, change));
    for (const [id, of] of kept) {
      if (!intended.has(id)) continue;
      if (intended.get(id) && !found(memberOfKey(id))?.ended) of.set(group, generationOf(resource));
      else of.delete(group);
    }
  }
  return new Map([...kept].map(([id, of]) => [id, current(groups, of)]));
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
