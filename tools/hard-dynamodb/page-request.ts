import { fieldsOf, keyText, listOf, pick, textOf, type Fields } from './fields.ts';
import type { IndexSchema, KeyNames, TableSchema } from './schemas.ts';

/** What a Query or a Scan reads: a table or one of its indexes, and of a Query, which partition. */
export interface PageRequest {
  readonly table: TableSchema;
  readonly index: IndexSchema | undefined;
  /** The value of the partition key; undefined for a Scan. */
  readonly hash: string | undefined;
}

/** Undefined where the index is none that we know: such a request is left to DynamoDB Local. */
export function readPageRequest(table: TableSchema, input: Fields): PageRequest | undefined {
  const index = table.indexes.find(({ name }) => name === input['IndexName']);
  if (index === undefined && input['IndexName'] !== undefined) return undefined;
  return { table, index, hash: hashOf(input, index ?? table) };
}

/** As in `pk = :partition` or `#pk = :partition`; or in the conditions of old. */
function hashOf(input: Fields, { hash }: KeyNames): string | undefined {
  const names = fieldsOf(input['ExpressionAttributeNames']);
  const equalities = [...textOf(input['KeyConditionExpression']).matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)];
  const [, , value = ''] = equalities.find(([, name = '']) => (names[name] ?? name) === hash) ?? [];
  if (value !== '') return keyText(fieldsOf(input['ExpressionAttributeValues'])[value]);
  const { AttributeValueList } = fieldsOf(fieldsOf(input['KeyConditions'])[hash]);
  return AttributeValueList === undefined ? undefined : keyText(listOf(AttributeValueList)[0]);
}

/** What makes an answer show less than what was read. */
const NARROWING = [
  'FilterExpression',
  'ProjectionExpression',
  'Select',
  'AttributesToGet',
  'QueryFilter',
  'ScanFilter',
  'ConditionalOperator',
];

/** Whether the answer shows less than what was read. */
export const isNarrowed = (input: Fields): boolean => NARROWING.some((name) => name in input);

/** The same request for everything that is read. */
export function widened(input: Fields): Fields {
  const used = textOf(input['KeyConditionExpression']).match(/[#:][\w-]+/g) ?? [];
  const names = pick(fieldsOf(input['ExpressionAttributeNames']), used);
  const values = pick(fieldsOf(input['ExpressionAttributeValues']), used);
  const dropped = new Set([...NARROWING, 'ExpressionAttributeNames', 'ExpressionAttributeValues']);
  return {
    ...Object.fromEntries(Object.entries(input).filter(([name]) => !dropped.has(name))),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
