import type { Item } from './fields.ts';
import { itemId, type TableSchema } from './schemas.ts';
import { createSecond, writeChanges, type Change } from './second-table.ts';
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
    const due = takeWhile(second.changes, isDue);
    second.written = second.written.then(() => writeChanges(upstream, second.table, second.name, due));
    return second.written;
  };
  const writeDue = (second: Second): Promise<void> => write(second, ({ due }) => !paused && due <= now());
  const drop = (name: string): Promise<void> => dropSecond(upstream, seconds, name);

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

async function dropSecond(upstream: Upstream, seconds: Map<string, Second>, name: string): Promise<void> {
  const second = seconds.get(name);
  seconds.delete(name);
  await second?.written;
  if (second) await upstream.ask('DeleteTable', { TableName: second.name });
}

/** Takes the first elements out of a list, up to the one that is not meant. */
function takeWhile<Element>(list: Element[], isMeant: (element: Element) => boolean): Element[] {
  const end = list.findIndex((element) => !isMeant(element));
  return list.splice(0, end === -1 ? list.length : end);
}
