import { authorOf, lifeOf, type StoredResource } from '../../life/stored-resource.ts';
import { MAX_AT_ONCE, type FormerGroups, type MemberOf } from '../ports/members.ts';
import type { Departed } from '../ports/unfinished.ts';
import type { Moved } from '../ports/images.ts';
import { IS_ABSENT } from '../table/key.ts';
import { groupAttribute, memberKey, memberOfKey } from '../table/keys.ts';
import { memberItem } from '../table/member-item.ts';
import { departedKey, staleGroupsKey } from '../table/tenant-keys.ts';
import type { ItemChange } from './item-changes.ts';
import { versionUp } from './version-up.ts';

/**
 * What ends with a resource that leaves: its groups are closed, so that nobody can make it a member
 * any more, and its memberships go; or a mark says that they have ended.
 */
export function leaves(
  TableName: string,
  previous: StoredResource,
  next: StoredResource | undefined,
  memberOf: MemberOf,
): ItemChange[] {
  const { type, id, lastModified } = next ?? previous;
  const author = authorOf(next);
  const wasThere = previous.deletedAt === undefined;
  const isErased = next === undefined || next.erasedAt !== undefined;
  const atOnce = memberOf.groups.size <= MAX_AT_ONCE;
  // Those of an erased one are forgotten, once its memberships have ended.
  const kept = isErased && (atOnce || !wasThere) ? [] : memberOf.groups;
  const life = lifeOf(next ?? previous);
  const unknown = isErased ? {} : withFormer(memberOf, memberOf.former);
  const changes = [putMemberOf(TableName, id, memberOf.turn, { unknown, life, ended: true as const, groups: kept })];
  if (wasThere && atOnce)
    for (const group of memberOf.groups.keys())
      changes.push(
        ...bumped(TableName, { type: memberOf.groupType, id: group, lastModified, ...author }, { remove: [id] }),
        {
          action: { Delete: { TableName, Key: memberKey(memberOf.groupType, group, id) } },
        },
      );
  const isLeft = wasThere && !atOnce;
  if (isLeft || next?.erasedAt !== undefined || memberOf.isUnfinished || memberOf.mayBeNamed)
    changes.push(mark(TableName, { id, type, at: lastModified, life: life + 1, gone: true as const }));
  return changes;
}

/** What begins with a resource that comes back: another life, with the groups it was in, or none. */
export function comesBack(TableName: string, next: StoredResource, memberOf: MemberOf, rejoins: boolean): ItemChange[] {
  const { type, id, lastModified } = next;
  const author = authorOf(next);
  const life = lifeOf(next);
  const groups = [...memberOf.groups];
  const changes = [
    putMemberOf(TableName, id, memberOf.turn, {
      unknown: withFormer(memberOf, rejoins || groups.length === 0 ? memberOf.former : formerOf(life - 1, groups)),
      life,
      groups: rejoins ? groups : [],
    }),
  ];
  const first = rejoins ? groups.slice(0, MAX_AT_ONCE) : [];
  for (const [group, generation] of first)
    changes.push(
      ...bumped(TableName, { type: memberOf.groupType, id: group, lastModified, ...author }, { add: [id] }),
      {
        action: {
          Put: { TableName, Item: memberItem({ type: memberOf.groupType, id: group, generation }, { id, type, life }) },
        },
      },
    );
  const isLeft = rejoins && groups.length > first.length;
  if (memberOf.isUnfinished)
    changes.push({
      action: { Put: { TableName, Item: { ...staleGroupsKey(id), groups: groups.map(([group]) => group) } } },
    });
  if (isLeft || memberOf.isUnfinished || memberOf.mayBeNamed)
    changes.push(mark(TableName, { id, type, at: lastModified, life, ...(isLeft && { rejoins: true as const }) }));
  return changes;
}

/** What is kept beside the groups: what nobody here knows, and the groups that it did not come back with. */
const withFormer = ({ unknown }: MemberOf, former: FormerGroups | undefined) => ({
  ...unknown,
  ...(former && { former }),
});

const formerOf = (life: number, groups: readonly (readonly [string, number])[]): FormerGroups => ({
  life,
  groups: groups.map(([group]) => group),
});

/** The groups of a member as a whole, on condition that they are as they were read. */
function putMemberOf(
  TableName: string,
  id: string,
  turn: number,
  {
    groups,
    unknown,
    ...rest
  }: { unknown: object; life: number; ended?: true; groups: Iterable<readonly [string, number]> },
): ItemChange {
  const entries = Object.fromEntries([...groups].map(([group, generation]) => [groupAttribute(group), generation]));
  const Item = { ...unknown, ...memberOfKey(id), ...rest, turn: turn + 1, ...entries };
  const unchanged =
    turn === 0
      ? { ConditionExpression: IS_ABSENT }
      : { ConditionExpression: 'turn = :turn', ExpressionAttributeValues: { ':turn': turn } };
  return { member: true, action: { Put: { TableName, Item, ...unchanged } } };
}

/** Refused where the group has gone since it was read. */
const bumped = (TableName: string, ...group: [Parameters<typeof versionUp>[1], Moved]): ItemChange[] => [
  { member: true, action: { Update: versionUp(TableName, ...group) } },
];

const mark = (TableName: string, departed: Departed): ItemChange => ({
  action: { Put: { TableName, Item: { ...departedKey(departed.id), ...departed } } },
});
