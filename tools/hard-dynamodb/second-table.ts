import { fieldsOf, listOf, pick, type Fields, type Item } from './fields.ts';
import { entryOf, keyNames, type TableSchema } from './schemas.ts';
import type { Upstream } from './upstream.ts';

/** What a write left of an item, and when the indexes are to know it. */
export interface Change {
  readonly id: string;
  readonly key: Item;
  readonly item: Item | undefined;
  readonly due: number;
}

/** As many writes as DynamoDB takes at once. */
const BATCH = 25;

/** Makes a table with the same indexes, and what the indexes of the first one hold now. */
export async function createSecond(upstream: Upstream, table: TableSchema, TableName: string): Promise<void> {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = table.description;
  const indexes = listOf(GlobalSecondaryIndexes).map((index) =>
    pick(fieldsOf(index), ['IndexName', 'KeySchema', 'Projection']),
  );
  // One of this name is from a run before.
  await upstream.ask('DeleteTable', { TableName });
  const BillingMode = 'PAY_PER_REQUEST';
  const definition = { TableName, BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes: indexes };
  const { ok, output } = await upstream.ask('CreateTable', definition);
  if (!ok) throw new Error(`the trailing indexes of ${table.name} cannot be made: ${JSON.stringify(output)}`);
  let start: unknown;
  do {
    const page = await upstream.ask('Scan', { TableName: table.name, ConsistentRead: true, ExclusiveStartKey: start });
    const items = listOf(page.output['Items']).map(fieldsOf);
    const puts = items.flatMap((item) => asPut(table, item));
    await writeAll(upstream, TableName, puts);
    start = page.output['LastEvaluatedKey'];
  } while (start !== undefined);
}

/** What all indexes hold of an item, as a put; nothing where it is in none. */
function asPut(table: TableSchema, item: Item): Fields[] {
  const entries = table.indexes.map((index) => entryOf(table, index, item)).filter((entry) => entry !== undefined);
  return entries.length === 0 ? [] : [{ PutRequest: { Item: entries.reduce((all, entry) => ({ ...all, ...entry })) } }];
}

/** Brings the second table to what these changes left. */
export async function writeChanges(
  upstream: Upstream,
  table: TableSchema,
  name: string,
  changes: readonly Change[],
): Promise<void> {
  const last = new Map(changes.map((change) => [change.id, change]));
  const requests = [...last.values()].flatMap(({ key, item }) => {
    const put = item === undefined ? [] : asPut(table, item);
    return put.length > 0 ? put : [{ DeleteRequest: { Key: pick(key, keyNames(table)) } }];
  });
  await writeAll(upstream, name, requests);
}

async function writeAll(upstream: Upstream, name: string, requests: readonly Fields[]): Promise<void> {
  for (let from = 0; from < requests.length; from += BATCH) {
    let open: unknown = { [name]: requests.slice(from, from + BATCH) };
    while (Object.keys(fieldsOf(open)).length > 0) {
      const { ok, output } = await upstream.ask('BatchWriteItem', { RequestItems: open });
      if (!ok) throw new Error(`the trailing indexes of ${name} cannot be written: ${JSON.stringify(output)}`);
      open = output['UnprocessedItems'];
    }
  }
}
