import { generationOf, type Author, type StoredResource } from '../../life/stored-resource.ts';
import { IS_PRESENT } from '../table/key.ts';
import { resourceKey } from '../table/keys.ts';

type Versioned = Pick<StoredResource, 'type' | 'id' | 'lastModified' | keyof Author>;

/** That the change of members, if one is being carried out, is still that one and has as many parts. */
export function whilePending({ pending }: Pick<StoredResource, 'pending'>) {
  if (!pending) return { ConditionExpression: 'attribute_not_exists(pending)', ExpressionAttributeValues: {} };
  return {
    ConditionExpression: 'pending.id = :change AND pending.parts = :parts',
    ExpressionAttributeValues: { ':change': pending.id, ':parts': pending.parts },
  };
}

/** Says who moves a version, in place of who moved it before; `by` is a word of DynamoDB. */
function signing({ by, requestId }: Author) {
  const unknown = [by === undefined ? '#by' : '', requestId === undefined ? 'requestId' : ''].filter(Boolean);
  return {
    set: `${by === undefined ? '' : ', #by = :by'}${requestId === undefined ? '' : ', requestId = :request'}`,
    remove: unknown.length > 0 ? ` REMOVE ${unknown.join(', ')}` : '',
    names: { '#by': 'by' },
    values: { ...(by !== undefined && { ':by': by }), ...(requestId !== undefined && { ':request': requestId }) },
  };
}

/** Moves the version of a resource, whatever it is and whatever else happens to it. */
export function versionUp(TableName: string, { type, id, lastModified, ...author }: Versioned) {
  const { set, remove, names, values } = signing(author);
  return {
    TableName,
    Key: resourceKey(type, id),
    UpdateExpression: `SET lastModified = :now${set} ADD #version :one${remove}`,
    ConditionExpression: IS_PRESENT,
    ExpressionAttributeNames: { '#version': 'version', ...names },
    ExpressionAttributeValues: { ':now': lastModified, ':one': 1, ...values },
  } as const;
}

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
  const { set, remove, names, values } = signing(next);
  return {
    TableName,
    Key: resourceKey(next.type, next.id),
    UpdateExpression: `SET lastModified = :now, writeId = :write${appended}${set} ADD #version :one${remove}`,
    ConditionExpression: `${IS_PRESENT} AND ${ofGeneration} AND ${pending.ConditionExpression}`,
    ExpressionAttributeNames: { '#version': 'version', ...names },
    ExpressionAttributeValues: {
      ...values,
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
