import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

type Query = Omit<QueryCommandInput, 'TableName'>;

/** All items of a query, page after page, up to `Limit` if there is one. */
export async function queryAll<Item>({ client, tableName, retry }: Table, query: Query): Promise<Item[]> {
  const items: Item[] = [];
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const rest = query.Limit === undefined ? {} : { Limit: query.Limit - items.length };
    const page = { ...query, ...rest, TableName: tableName, ExclusiveStartKey: start };
    const { Items, LastEvaluatedKey } = await retry(() => client.send(new QueryCommand(page)));
    items.push(...((Items ?? []) as Item[]));
    start = LastEvaluatedKey;
  } while (start && items.length < (query.Limit ?? Infinity));
  return items;
}

/** Up to `limit` values of the sort key of an index; `next` is the last one where more follow (one more is read to know it). */
export async function queryPage(
  table: Table,
  sortKey: string,
  query: Query,
  limit: number,
): Promise<{ keys: string[]; next?: string }> {
  if (limit <= 0) return { keys: [] };
  const items = await queryAll<Record<string, string>>(table, { ...query, Limit: limit + 1 });
  const keys = items.slice(0, limit).map((item) => item[sortKey] ?? '');
  const last = keys.at(-1);
  return items.length > limit && last !== undefined ? { keys, next: last } : { keys };
}
