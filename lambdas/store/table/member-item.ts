import { randomBytes } from 'node:crypto';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import type { IntentPart, MemberItem } from './items.ts';
import { IS_PRESENT } from './key.ts';
import { inverseKey, memberKey, resourceKey } from './keys.ts';

/** A membership as an item. */
export function memberItem(groupType: string, groupId: string, { id, type, sent }: Member): MemberItem {
  return {
    ...memberKey(groupType, groupId, id),
    ...inverseKey(groupId, id),
    id,
    ...(type !== undefined && { memberType: type }),
    ...(sent !== undefined && { sent: toAttributeMap(sent) }),
  };
}

export const fromMemberItem = ({ id, memberType, sent }: MemberItem): Member =>
  fromIntended({ id, ...(memberType !== undefined && { type: memberType }), ...(sent !== undefined && { sent }) });

/** A member in a part of a change. */
type Intended = IntentPart['add'][number];

export const toIntended = ({ id, type, sent }: Member): Intended => ({
  id,
  ...(type !== undefined && { type }),
  ...(sent !== undefined && { sent: toAttributeMap(sent) }),
});

export const fromIntended = ({ id, type, sent }: Intended): Member => ({
  id,
  ...(type !== undefined && { type }),
  ...(sent !== undefined && { sent: fromAttributeMap(sent) }),
});

/** Names one write, so that a writer whose answer was lost recognizes its own. */
export const newWriteId = (): string => randomBytes(9).toString('base64url');

/**
 * Moves the version of a resource whose members change, whatever it is: many may do so at the same
 * time.
 */
export function versionUp(
  tableName: string,
  { type, id, lastModified }: Pick<StoredResource, 'type' | 'id' | 'lastModified'>,
  writeId: string,
) {
  return {
    TableName: tableName,
    Key: resourceKey(type, id),
    UpdateExpression: 'SET lastModified = :now, writeId = :write ADD #version :one',
    ConditionExpression: `${IS_PRESENT} AND attribute_not_exists(pending)`,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':now': lastModified, ':write': writeId, ':one': 1 },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
}
