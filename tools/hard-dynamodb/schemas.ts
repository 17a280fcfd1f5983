import { fieldsOf, keyText, listOf, pick, textOf, type Fields, type Item } from './fields.ts';
import type { Upstream } from './upstream.ts';

/** The attributes that are a key. */
export interface KeyNames {
  readonly hash: string;
  readonly range: string | undefined;
}

/** A global secondary index. `attributes` is what it projects beside keys, `all` is everything. */
export interface IndexSchema extends KeyNames {
  readonly name: string;
  readonly attributes: readonly string[] | 'all';
}

/** What has to be known of a table. */
export interface TableSchema extends KeyNames {
  readonly name: string;
  readonly arn: string;
  readonly indexes: readonly IndexSchema[];
  /** As DynamoDB describes it. */
  readonly description: Fields;
}

/** The tables behind, each asked for once. */
export interface Schemas {
  /** By name or ARN; undefined where there is no such table. */
  get: (table: unknown) => Promise<TableSchema | undefined>;
  known: () => Promise<readonly TableSchema[]>;
  forget: (table: unknown) => void;
}

const nameOf = (table: unknown): string => textOf(table).split('/').at(-1) ?? '';

export function createSchemas(upstream: Upstream): Schemas {
  const tables = new Map<string, Promise<TableSchema | undefined>>();
  const describe = async (TableName: string): Promise<TableSchema | undefined> => {
    const { ok, output } = await upstream.ask('DescribeTable', { TableName });
    if (ok) return readSchema(fieldsOf(output['Table']));
    tables.delete(TableName);
    return undefined;
  };
  return {
    get: (table) => {
      const name = nameOf(table);
      const known = tables.get(name) ?? describe(name);
      tables.set(name, known);
      return known;
    },
    known: async () => (await Promise.all(tables.values())).filter((table) => table !== undefined),
    forget: (table) => tables.delete(nameOf(table)),
  };
}

function readSchema(description: Fields): TableSchema {
  return {
    ...readKey(description['KeySchema']),
    name: textOf(description['TableName']),
    arn: textOf(description['TableArn']),
    indexes: listOf(description['GlobalSecondaryIndexes']).map(fieldsOf).map(readIndex),
    description,
  };
}

function readIndex(index: Fields): IndexSchema {
  const { ProjectionType, NonKeyAttributes } = fieldsOf(index['Projection']);
  return {
    ...readKey(index['KeySchema']),
    name: textOf(index['IndexName']),
    attributes: ProjectionType === 'ALL' ? 'all' : listOf(NonKeyAttributes).map(textOf),
  };
}

function readKey(schema: unknown): KeyNames {
  const names = listOf(schema).map(fieldsOf);
  const name = (type: string) => names.find(({ KeyType }) => KeyType === type)?.['AttributeName'];
  const range = name('RANGE');
  return { hash: textOf(name('HASH')), range: range === undefined ? undefined : textOf(range) };
}

/** The names of a key's attributes. */
export const keyNames = ({ hash, range }: KeyNames): string[] => (range === undefined ? [hash] : [hash, range]);

/** An item among all tables. */
export const itemId = ({ name, hash, range = '' }: TableSchema, key: Item): string =>
  JSON.stringify([name, keyText(key[hash]), keyText(key[range])]);

/** What an index holds of an item; undefined where the item is not in it. */
export function entryOf(table: TableSchema, index: IndexSchema, item: Item | undefined): Item | undefined {
  if (item === undefined || !keyNames(index).every((name) => name in item)) return undefined;
  if (index.attributes === 'all') return item;
  return pick(item, [...new Set([...keyNames(table), ...keyNames(index), ...index.attributes])]);
}
