import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { besideInStream, resourceInStream } from '../store/table/stream-item.ts';
import type { Change } from './change.ts';

/**
 * The change of a resource, or of what tells about the members of one, that a record of the table's
 * stream tells; undefined for a record of any other item.
 */
export function readChange({ dynamodb = {} }: DynamoDBRecord): Change | undefined {
  const [old, item] = [readItem(dynamodb.OldImage), readItem(dynamodb.NewImage)];
  const at = new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const [before, after] = [resourceInStream(old), resourceInStream(item)];
  if (!before && !after) {
    const beside = besideInStream(old, item);
    return beside && { at, beside };
  }
  // What does not move the version leaves what the write before it said.
  const moved = before?.resource.version === after?.resource.version ? undefined : after?.moved;
  return { before: before?.resource, after: after?.resource, at, ...(moved && { moved }) };
}

const readItem = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): unknown =>
  image && unmarshall(image as Record<string, AttributeValue>);
