import { fieldsOf, listOf, pick, type Fields, type Item } from './fields.ts';
import { entryOf, itemId, keyNames, type TableSchema } from './schemas.ts';
import type { Settings } from './settings.ts';
import type { Upstream } from './upstream.ts';

/**
 * Indexes that trail their table. While they do, queries of an index go to a second table, which has
 * the same indexes and gets each change later.
 */
export interface Trailing {
  /** To be awaited before a table is written: from then on its changes are noted. */
  prepare: (table: TableSchema) => Promise<void>;
  /** Takes note of what a write left of an item. */
  note: (table: TableSchema, key: Item, item: Item | undefined) => void;
  /** The table whose indexes are to be read instead, after what is due has got there. */
  tableToRead: (table: TableSchema) => Promise<string>;
  /** Lets nothing get to the indexes of these tables any more. */
  pause: (tables: readonly TableSchema[]) => Promise<void>;
  /** Lets everything get there, and go on as the settings say. */
  catchUp: () => Promise<void>;
  /** After a table was deleted. */
  drop: (table: string) => Promise<void>;
  dropAll: () => Promise<void>;
}

interface Change {
  readonly id: string;
  readonly key: Item;
  readonly item: Item | undefined;
  readonly due: number;
}

interface Second {
  readonly table: TableSchema;
  readonly name: string;
  /** In the order in which they were made. */
  readonly changes: Change[];
  readonly ready: Promise<void>;
  /** The last of the writes to it. */
  written: Promise<void>;
}

/** What a second table is not let grow over before some of it is written. */
const MANY = 200;
const BATCH = 25;

export function createTrailing(upstream: Upstream, settings: Settings, now: () => number): Trailing {
  const seconds = new Map<string, Second>();
  let paused = false;
  const trails = (): boolean => paused || settings.indexLagMs > 0;

  const open = (table: TableSchema): Second => {
    const name = `${table.name}.trailing`;
    const ready = createSecond(upstream, table, name);
    const second: Second = { table, name, changes: [], ready, written: ready };
    seconds.set(table.name, second);
    return second;
  };
  const write = (second: Second, isDue: (change: Change) => boolean): Promise<void> => {
    const { changes } = second;
    const waiting = changes.findIndex((change) => !isDue(change));
    const due = changes.splice(0, waiting === -1 ? changes.length : waiting);
    second.written = second.written.then(() => writeChanges(upstream, second, due));
    return second.written;
  };
  const writeDue = (second: Second): Promise<void> => write(second, ({ due }) => !paused && due <= now());
  const drop = async (name: string): Promise<void> => {
    const second = seconds.get(name);
    seconds.delete(name);
    await second?.written;
    if (second) await upstream.ask('DeleteTable', { TableName: second.name });
  };

  return {
    prepare: async (table) => {
      const second = seconds.get(table.name) ?? (trails() && table.indexes.length > 0 ? open(table) : undefined);
      if (second === undefined) return;
      await second.ready;
      if (second.changes.length > MANY) await writeDue(second);
    },
    note: (table, key, item) => {
      const due = now() + settings.indexLagMs;
      seconds.get(table.name)?.changes.push({ id: itemId(table, key), key, item, due });
    },
    tableToRead: async (table) => {
      if (!trails() && !seconds.get(table.name)?.changes.length) return table.name;
      const second = seconds.get(table.name) ?? open(table);
      await writeDue(second);
      return second.name;
    },
    pause: async (tables) => {
      paused = true;
      await Promise.all(
        tables
          .filter(({ indexes }) => indexes.length > 0)
          .map((table) => (seconds.get(table.name) ?? open(table)).ready),
      );
    },
    catchUp: async () => {
      paused = false;
      await Promise.all([...seconds.values()].map((second) => write(second, () => true)));
    },
    drop,
    // When DynamoDB Local has gone, so have they.
    dropAll: async () => void (await Promise.allSettled([...seconds.keys()].map(drop))),
  };
}

/** Makes a table with the same indexes, and what the indexes of the first one hold now. */
async function createSecond(upstream: Upstream, table: TableSchema, TableName: string): Promise<void> {
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

async function writeChanges(upstream: Upstream, { table, name }: Second, changes: readonly Change[]): Promise<void> {
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
