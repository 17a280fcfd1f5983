import { generationOf, type Author, type StoredResource } from '../../life/stored-resource.ts';
import type { Moved } from '../ports/images.ts';
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

/**
 * Says who moves a version, and which members, in place of who moved it before; `by` is a word of
 * DynamoDB.
 */
function signing({ by, requestId }: Author, moved: Moved | undefined) {
  const all = [
    { name: '#by', key: ':by', value: by },
    { name: 'requestId', key: ':request', value: requestId },
    { name: '#moved', key: ':moved', value: moved },
  ];
  const known = all.filter(({ value }) => value !== undefined);
  const unknown = all.filter(({ value }) => value === undefined).map(({ name }) => name);
  return {
    set: known.map(({ name, key }) => `, ${name} = ${key}`).join(''),
    remove: unknown.length > 0 ? ` REMOVE ${unknown.join(', ')}` : '',
    names: { '#by': 'by', '#moved': 'moved' },
    values: Object.fromEntries(known.map(({ key, value }) => [key, value])),
  };
}

/** Moves the version of a resource one of whose members moves, whatever it is and whatever else happens to it. */
export function versionUp(TableName: string, { type, id, lastModified, ...author }: Versioned, moved: Moved) {
  const { set, remove, names, values } = signing(author, moved);
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
  moved: Moved | undefined,
) {
  const pending = whilePending(previous);
  const generation = generationOf(previous);
  const ofGeneration = generation === 0 ? 'attribute_not_exists(generation)' : 'generation = :generation';
  const appended = next.pending ? ', pending.parts = :next' : '';
  const { set, remove, names, values } = signing(next, moved);
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
