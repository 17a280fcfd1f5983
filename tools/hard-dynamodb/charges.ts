import type { Item } from './fields.ts';
import { fieldsOf, keyText, textOf } from './fields.ts';
import type { NamedItem } from './named-items.ts';
import { entryOf, keyNames, type IndexSchema, type TableSchema } from './schemas.ts';
import { itemBytes, writeUnits } from './sizes.ts';

/** Units that one partition of a table, or of an index, is charged. */
export interface Charge {
  readonly table: TableSchema;
  readonly index?: string;
  /** The value of the partition key. */
  readonly hash: string;
  readonly units: number;
}

/** As in `table: pk` or `table/index: pk`. */
export const partitionOf = ({ table, index, hash }: Charge): string =>
  `${table.name}${index === undefined ? '' : `/${index}`}: ${hash}`;

const bytesOf = (item: Item | undefined): number => (item === undefined ? 0 : itemBytes(item));

/**
 * What a write is charged: the larger of the item before and after, by KB, and each index entry
 * that comes, goes or changes. `factor` is 2 in a transaction, for the table alone: its indexes
 * follow one by one.
 */
export function writeCharges(
  { table, hash }: NamedItem,
  before: Item | undefined,
  after: Item | undefined,
  factor: number,
): Charge[] {
  const units = writeUnits(Math.max(bytesOf(before), bytesOf(after))) * factor;
  return [{ table, hash, units }, ...table.indexes.flatMap((index) => indexCharges(table, index, before, after))];
}

function indexCharges(table: TableSchema, index: IndexSchema, before?: Item, after?: Item): Charge[] {
  const old = entryOf(table, index, before);
  const fresh = entryOf(table, index, after);
  const charge = (entry: Item, bytes = itemBytes(entry)): Charge => ({
    table,
    index: index.name,
    hash: keyText(entry[index.hash]),
    units: writeUnits(bytes),
  });
  if (old === undefined || fresh === undefined)
    return [old, fresh].filter((one) => one !== undefined).map((one) => charge(one));
  if (keyNames(index).some((name) => keyText(old[name]) !== keyText(fresh[name]))) return [charge(old), charge(fresh)];
  const same = JSON.stringify(sorted(old)) === JSON.stringify(sorted(fresh));
  return same ? [] : [charge(fresh, Math.max(itemBytes(old), itemBytes(fresh)))];
}

const sorted = (item: Item): unknown[] => Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * What an item will be after a write, as far as that can be seen before: of an update, what it sets
 * to a value.
 */
export function foreseen({ kind, key, request }: NamedItem, before: Item | undefined): Item | undefined {
  if (kind === 'put') return fieldsOf(request['Item']);
  if (kind === 'delete') return undefined;
  if (kind !== 'update') return before;
  const names = fieldsOf(request['ExpressionAttributeNames']);
  const values = fieldsOf(request['ExpressionAttributeValues']);
  const set = [...textOf(request['UpdateExpression']).matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)].map(
    ([, name = '', value = '']) => [names[name] ?? name, values[value]],
  );
  return { ...before, ...key, ...fieldsOf(Object.fromEntries(set)) };
}
