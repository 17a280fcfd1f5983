import { generationOf, type StoredResource } from '../../life/stored-resource.ts';
import { IS_PRESENT } from '../table/key.ts';
import { resourceKey } from '../table/keys.ts';

type Versioned = Pick<StoredResource, 'type' | 'id' | 'lastModified'>;

/** That the change of members, if one is being carried out, is still that one and has as many parts. */
export function whilePending({ pending }: Pick<StoredResource, 'pending'>) {
  if (!pending) return { ConditionExpression: 'attribute_not_exists(pending)', ExpressionAttributeValues: {} };
  return {
    ConditionExpression: 'pending.id = :change AND pending.parts = :parts',
    ExpressionAttributeValues: { ':change': pending.id, ':parts': pending.parts },
  };
}

/** Moves the version of a resource, whatever it is and whatever else happens to it. */
export const versionUp = (TableName: string, { type, id, lastModified }: Versioned) =>
  ({
    TableName,
    Key: resourceKey(type, id),
    UpdateExpression: 'SET lastModified = :now ADD #version :one',
    ConditionExpression: IS_PRESENT,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':now': lastModified, ':one': 1 },
  }) as const;

/**
 * The same for a resource whose members change, whatever its version is: many may do so at the same
 * time, as long as they change members of the same generation. While a change is carried out
 * (`previous.pending`) this one is a part behind it.
 */
export function membersVersionUp(
  TableName: string,
  previous: StoredResource,
  next: Versioned & Pick<StoredResource, 'pending'>,
  writeId: string,
) {
  const pending = whilePending(previous);
  const generation = generationOf(previous);
  const ofGeneration = generation === 0 ? 'attribute_not_exists(generation)' : 'generation = :generation';
  const appended = next.pending ? ', pending.parts = :next' : '';
  return {
    TableName,
    Key: resourceKey(next.type, next.id),
    UpdateExpression: `SET lastModified = :now, writeId = :write${appended} ADD #version :one`,
    ConditionExpression: `${IS_PRESENT} AND ${ofGeneration} AND ${pending.ConditionExpression}`,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: {
      ':now': next.lastModified,
      ':write': writeId,
      ':one': 1,
      ...pending.ExpressionAttributeValues,
      ...(generation > 0 && { ':generation': generation }),
      ...(next.pending && { ':next': next.pending.parts }),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
}
