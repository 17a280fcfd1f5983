import { randomBytes } from 'node:crypto';
import type { Member, MemberDelta } from '../../scim/members/member.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { toAttributeMap } from './attribute-map.ts';
import { inverseKey, memberKey, resourceKey } from './keys.ts';
import type { ItemChange } from '../resources/plan-write.ts';

/** A membership as an item. */
export function memberItem(groupType: string, groupId: string, { id, type, sent }: Member) {
  return {
    ...memberKey(groupType, groupId, id),
    ...inverseKey(groupId, id),
    id,
    ...(type === undefined ? {} : { memberType: type }),
    ...(sent === undefined ? {} : { sent: toAttributeMap(sent) }),
  };
}

/** The memberships that come and go, each on condition that it was not, or was, there. */
export function memberActions(
  tableName: string,
  type: string,
  id: string,
  { add, remove }: MemberDelta = { add: [], remove: [] },
): ItemChange[] {
  return [
    ...add.map((member): ItemChange => ({
      member: true,
      action: {
        Put: {
          TableName: tableName,
          Item: memberItem(type, id, member),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    })),
    ...remove.map((member): ItemChange => ({
      member: true,
      action: {
        Delete: {
          TableName: tableName,
          Key: memberKey(type, id, member),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    })),
  ];
}

/** Names one write, so that a writer whose answer was lost recognizes its own. */
export const newWriteId = (): string => randomBytes(9).toString('base64url');

/** Moves the version of a resource whose members change, whatever it is: many may do so at the same time. */
export function versionUp(
  tableName: string,
  { type, id, lastModified }: Pick<StoredResource, 'type' | 'id' | 'lastModified'>,
  writeId: string,
) {
  return {
    TableName: tableName,
    Key: resourceKey(type, id),
    UpdateExpression: 'SET lastModified = :now, writeId = :write ADD #version :one',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(pending)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':now': lastModified, ':write': writeId, ':one': 1 },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}
