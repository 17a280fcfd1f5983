import { fieldsOf, keyText, listOf, pick, type Fields, type Item } from './fields.ts';
import { itemId, keyNames, type Schemas, type TableSchema } from './schemas.ts';

/** What a request wants with an item. */
type Kind = 'put' | 'update' | 'delete' | 'check' | 'get';

/** An item that a request names by its key. */
export interface NamedItem {
  readonly kind: Kind;
  readonly table: TableSchema;
  readonly key: Item;
  /** The item among all tables. */
  readonly id: string;
  /** The value of its partition key. */
  readonly hash: string;
  /** The part of the request that is about it. */
  readonly request: Fields;
}

interface Part {
  readonly kind: Kind;
  readonly request: Fields;
}

const TRANSACTED: readonly (readonly [string, Kind])[] = [
  ['Put', 'put'],
  ['Update', 'update'],
  ['Delete', 'delete'],
  ['ConditionCheck', 'check'],
  ['Get', 'get'],
];

const transacted = ({ TransactItems }: Fields): Part[] =>
  listOf(TransactItems)
    .map(fieldsOf)
    .flatMap((item) =>
      TRANSACTED.filter(([name]) => name in item).map(([name, kind]) => ({ kind, request: fieldsOf(item[name]) })),
    );

const batchWritten = ({ RequestItems }: Fields): Part[] =>
  Object.entries(fieldsOf(RequestItems)).flatMap(([TableName, requests]) =>
    listOf(requests).map((request) => {
      const { PutRequest, DeleteRequest } = fieldsOf(request);
      if (PutRequest !== undefined) return { kind: 'put', request: { TableName, ...fieldsOf(PutRequest) } };
      return { kind: 'delete', request: { TableName, ...fieldsOf(DeleteRequest) } };
    }),
  );

const batchRead = ({ RequestItems }: Fields): Part[] =>
  Object.entries(fieldsOf(RequestItems)).flatMap(([TableName, request]) =>
    listOf(fieldsOf(request)['Keys']).map((Key) => ({
      kind: 'get',
      request: { ...fieldsOf(request), TableName, Key },
    })),
  );

const one = (kind: Kind) => (request: Fields) => [{ kind, request }];

const PARTS: Readonly<Record<string, (input: Fields) => readonly Part[]>> = {
  PutItem: one('put'),
  UpdateItem: one('update'),
  DeleteItem: one('delete'),
  GetItem: one('get'),
  TransactWriteItems: transacted,
  TransactGetItems: transacted,
  BatchWriteItem: batchWritten,
  BatchGetItem: batchRead,
};

/**
 * The items that a request names, in its order; none where one of them has no table or not its whole
 * key: DynamoDB Local says what is wrong with such a request.
 */
export async function namedItems(schemas: Schemas, operation: string, input: Fields): Promise<readonly NamedItem[]> {
  const parts = PARTS[operation]?.(input) ?? [];
  const named = await Promise.all(parts.map((part) => nameItem(schemas, part)));
  const complete = named.filter((item) => item !== undefined);
  return complete.length === named.length ? complete : [];
}

async function nameItem(schemas: Schemas, { kind, request }: Part): Promise<NamedItem | undefined> {
  const table = await schemas.get(request['TableName']);
  if (table === undefined) return undefined;
  const names = keyNames(table);
  const key = pick(fieldsOf(request[kind === 'put' ? 'Item' : 'Key']), names);
  if (!names.every((name) => name in key)) return undefined;
  return { kind, table, key, id: itemId(table, key), hash: keyText(key[table.hash]), request };
}
