import type { Member } from '../../scim/members/member.ts';
import { IS_ABSENT, IS_PRESENT } from '../table/key.ts';
import { groupAttribute, memberKey, memberOfKey } from '../table/keys.ts';
import { memberItem, type Owner } from '../table/member-item.ts';
import type { Action } from '../table/transact.ts';

/**
 * A member comes: its item beside the group, and the group among those of the member. The first is
 * refused where it is a member already, the second where it has been deleted meanwhile, or has come
 * back in another life, so that nobody who is gone becomes a member.
 */
export function addMember(TableName: string, group: Owner, member: Member): Action[] {
  const Item = memberItem(group, member);
  return [
    {
      Put: {
        TableName,
        Item,
        ConditionExpression: `${IS_ABSENT} OR generation <> :generation OR life <> :life`,
        ExpressionAttributeValues: { ':generation': Item.generation, ':life': Item.life },
      },
    },
    joinGroup(TableName, group, member),
  ];
}

/** The group becomes one of the member's. */
export function joinGroup(TableName: string, group: Owner, { id, life = 1 }: Member): Action {
  return {
    Update: {
      TableName,
      Key: memberOfKey(id),
      UpdateExpression: 'SET #group = :generation, life = :life ADD turn :one',
      ConditionExpression: `${IS_ABSENT} OR (life = :life AND attribute_not_exists(ended))`,
      ExpressionAttributeNames: { '#group': groupAttribute(group.id) },
      ExpressionAttributeValues: { ':generation': group.generation, ':life': life, ':one': 1 },
    },
  };
}

/** A member goes. Refused where it is none. */
export function removeMember(TableName: string, group: Owner, memberId: string): Action[] {
  const Delete = { TableName, Key: memberKey(group.type, group.id, memberId), ConditionExpression: IS_PRESENT };
  return [{ Delete }, leaveGroup(TableName, group.id, memberId)];
}

/**
 * The group is none of the member's any more; with `generation` only where the membership is of that
 * one.
 */
export function leaveGroup(TableName: string, groupId: string, memberId: string, generation?: number): Action {
  const isOfGeneration = generation !== undefined;
  return {
    Update: {
      TableName,
      Key: memberOfKey(memberId),
      UpdateExpression: 'REMOVE #group ADD turn :one',
      ConditionExpression: isOfGeneration ? '#group = :generation' : IS_PRESENT,
      ExpressionAttributeNames: { '#group': groupAttribute(groupId) },
      ExpressionAttributeValues: { ':one': 1, ...(isOfGeneration && { ':generation': generation }) },
    },
  };
}
