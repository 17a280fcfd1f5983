import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { resourceKey } from '../store/table/keys.ts';
import { fromResourceItem } from '../store/table/resource-item.ts';
import type { ResourceItem } from '../store/table/items.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { Change } from './change.ts';

/**
 * The change of a resource that a record of the table's stream tells; undefined for a record of any
 * other item.
 */
export function readChange({ dynamodb = {} }: DynamoDBRecord): Change | undefined {
  const before = readImage(dynamodb.OldImage);
  const after = readImage(dynamodb.NewImage);
  if (!before && !after) return undefined;
  return { before, after, at: new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString() };
}

function readImage(image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): StoredResource | undefined {
  if (!image) return undefined;
  const item = unmarshall(image as Record<string, AttributeValue>) as ResourceItem & { pk: string; sk: string };
  if (typeof item.type !== 'string' || typeof item.id !== 'string') return undefined;
  const { pk, sk } = resourceKey(item.type, item.id);
  return item.pk === pk && item.sk === sk ? fromResourceItem(item) : undefined;
}
