import { fieldsOf, listOf, parseFields, type Fields, type Item } from './fields.ts';
import type { NamedItem } from './named-items.ts';
import { itemId } from './schemas.ts';
import type { Answer } from './upstream.ts';
import type { World } from './world.ts';

/** What is stored, by the id of an item. */
export type Stored = ReadonlyMap<string, Item>;

const BATCH = 100;

/** Reads what DynamoDB Local has under the keys of these items, whole. */
export async function readStored({ upstream, schemas }: World, items: readonly NamedItem[]): Promise<Stored> {
  const distinct = [...new Map(items.map((item) => [item.id, item])).values()];
  const stored = new Map<string, Item>();
  for (let from = 0; from < distinct.length; from += BATCH) {
    let open: Fields = keysByTable(distinct.slice(from, from + BATCH));
    while (Object.keys(open).length > 0) {
      const { ok, output } = await upstream.ask('BatchGetItem', { RequestItems: open });
      // A key that is not valid: DynamoDB Local says so when the request itself gets there.
      if (!ok) return stored;
      for (const [name, found] of Object.entries(fieldsOf(output['Responses']))) {
        const table = await schemas.get(name);
        for (const item of listOf(found).map(fieldsOf)) if (table) stored.set(itemId(table, item), item);
      }
      open = fieldsOf(output['UnprocessedKeys']);
    }
  }
  return stored;
}

function keysByTable(items: readonly NamedItem[]): Fields {
  const names = [...new Set(items.map(({ table }) => table.name))];
  return Object.fromEntries(
    names.map((name) => {
      const Keys = items.filter(({ table }) => table.name === name).map(({ key }) => key);
      return [name, { ConsistentRead: true, Keys }];
    }),
  );
}

/** What an answer to GetItem, BatchGetItem or TransactGetItems has of the items asked for. */
export function storedIn(items: readonly NamedItem[], answer: Answer): Stored {
  const { Item: single, Responses } = parseFields(answer.body);
  const tables = new Map(items.map(({ table, request }) => [String(request['TableName']), table]));
  const stored = new Map<string, Item>();
  const keep = (item: unknown, name: string): void => {
    const table = tables.get(name);
    if (item !== undefined && table) stored.set(itemId(table, fieldsOf(item)), fieldsOf(item));
  };
  if (single !== undefined) for (const name of tables.keys()) keep(single, name);
  listOf(Responses).forEach((response, at) =>
    keep(fieldsOf(response)['Item'], String(items[at]?.request['TableName'])),
  );
  if (!Array.isArray(Responses))
    for (const [name, found] of Object.entries(fieldsOf(Responses))) for (const item of listOf(found)) keep(item, name);
  return stored;
}
