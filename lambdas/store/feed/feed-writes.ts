import type { FeedItem } from '../table/items.ts';
import { IS_ABSENT, type Key } from '../table/key.ts';
import { FEED_HEAD, feedKey } from '../table/tenant-keys.ts';
import type { Action } from '../table/transact.ts';
import type { FeedEnd } from './feed-end.ts';

/** How many numbers are reserved by one write. */
const RESERVED_AT_ONCE = 32;

export type FeedContent = Omit<FeedItem, keyof Key>;

/** On condition that the number is free. Refused, it has the item that is there. */
export const putFeedItem = (TableName: string, number: number, content: FeedContent): Action => ({
  Put: {
    TableName,
    Item: { ...feedKey(number), ...content },
    ConditionExpression: IS_ABSENT,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** Moves the head above a number, on condition that nobody has moved it since it was read. */
export function moveReserved(TableName: string, { reserved }: FeedEnd, number: number): Action {
  const next = Math.max(number, reserved ?? 0) + RESERVED_AT_ONCE;
  return {
    Update: {
      TableName,
      Key: FEED_HEAD,
      UpdateExpression: 'SET reserved = :next',
      ConditionExpression: reserved === undefined ? IS_ABSENT : 'reserved = :seen',
      ExpressionAttributeValues: { ':next': next, ...(reserved !== undefined && { ':seen': reserved }) },
    },
  };
}
