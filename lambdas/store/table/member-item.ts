import { randomBytes } from 'node:crypto';
import type { Member } from '../../scim/members/member.ts';
import { fromAttributeMap, toAttributeMap } from './attribute-map.ts';
import type { IntentPart, MemberItem } from './items.ts';
import { memberKey } from './keys.ts';

/** A resource whose members these are, and the generation they belong to. */
export interface Owner {
  readonly type: string;
  readonly id: string;
  readonly generation: number;
}

/** A membership as an item. */
export function memberItem(group: Owner, { id, type, sent, life = 1 }: Member): MemberItem {
  return {
    ...memberKey(group.type, group.id, id),
    id,
    life,
    generation: group.generation,
    ...(type !== undefined && { memberType: type }),
    ...(sent !== undefined && { sent: toAttributeMap(sent) }),
  };
}

export const fromMemberItem = ({ id, memberType, sent, life }: MemberItem): Member =>
  fromIntended({
    id,
    ...(life !== 1 && { life }),
    ...(memberType !== undefined && { type: memberType }),
    ...(sent !== undefined && { sent }),
  });

/** A member in a part of a change. */
type Intended = IntentPart['add'][number];

export const toIntended = ({ sent, ...member }: Member): Intended => ({
  ...member,
  ...(sent !== undefined && { sent: toAttributeMap(sent) }),
});

export const fromIntended = ({ id, type, sent, life }: Intended): Member => ({
  id,
  ...(type !== undefined && { type }),
  ...(sent !== undefined && { sent: fromAttributeMap(sent) }),
  ...(life !== undefined && { life }),
});

/** Names one write, so that a writer whose answer was lost recognizes its own. */
export const newWriteId = (): string => randomBytes(9).toString('base64url');
