import pMap from 'p-map';
import { SECOND } from '../../duration.ts';
import { isErasedMark } from './journal-keys.ts';
import { IS_ABSENT, type AnyItem, type Key, type Partition } from './key.ts';
import type { Table } from './open-table.ts';
import { queryAll } from './read.ts';
import { PREFIXES, TTL_ATTRIBUTE } from './shape.ts';
import { writeOne } from './transact.ts';

/**
 * What becomes of each kind of item where a table is restored to an earlier time. `then`: it is as it
 * was. `now`: what came since is carried over as it is. `follows`: what it is about is taken over, and
 * it with that. A new kind needs a row.
 */
const AT_RESTORE: Readonly<Record<keyof typeof PREFIXES, 'then' | 'now' | 'follows'>> = {
  claim: 'follows',
  lookup: 'follows',
  search: 'follows',
  counter: 'follows',
  member: 'follows',
  memberOf: 'follows',
  held: 'follows',
  // The change that it is a part of is read as done, or was done at the time.
  intent: 'then',
  unfinished: 'then',
  hold: 'then',
  guard: 'then',
  shape: 'then',
  nesting: 'then',
  // Another line of changes has ended with the restore: cursors say so.
  feed: 'then',
  history: 'then',
  // Places in the feed of that time; their secrets are not among them.
  webhook: 'then',
  image: 'then',
  loss: 'then',
  // Names of people are in it, some of whom were erased since: what the old table has no more goes, and
  // nothing comes but that they were erased.
  journal: 'then',
  // Noted again at the next use, and by the next run of the hourly job.
  ending: 'then',
  heartbeat: 'then',
  // What is under way reads another table.
  export: 'then',
  // Who may call is nothing that anybody wants back.
  credential: 'now',
  setupLink: 'now',
  accessToken: 'now',
  assertion: 'now',
  secret: 'now',
  webhookSecret: 'now',
  traffic: 'now',
};

const CARRIED = new Set<string>(
  Object.entries(PREFIXES).flatMap(([kind, prefix]) =>
    Object.entries(AT_RESTORE).some(([name, what]) => name === kind && what === 'now') ? [prefix] : [],
  ),
);

function isCarried(item: AnyItem, now: string): boolean {
  const { [TTL_ATTRIBUTE]: ttl } = item;
  if (typeof ttl === 'number' && ttl * SECOND < Date.parse(now)) return false;
  const [prefix = ''] = item.pk.split('#', 1);
  return CARRIED.has(prefix) || isErasedMark(item);
}

const PARALLEL = { concurrency: 20 };

/**
 * Puts those of these items that are carried over into a table, where nothing is under their keys.
 * Answers how many there were.
 */
export async function carryOver(into: Table, items: readonly AnyItem[], now: string): Promise<number> {
  return putAbsent(
    into,
    items.filter((item) => isCarried(item, now)),
  );
}

/** Copies a partition into another table, where nothing is under its keys. */
export const carryPartition = async (from: Table, into: Table, { value }: Pick<Partition<Key>, 'value'>) =>
  putAbsent(into, await queryAll<Key>(from, { value }));

/** Puts items where nothing is under their keys, or what is behind them; answers how many that were. */
export async function putAbsent(table: Table, items: readonly Key[]): Promise<number> {
  const written = await pMap(
    items,
    (item) => writeOne(table, { Put: { TableName: table.tableName, Item: { ...item }, ...absentOrBehind(item) } }),
    PARALLEL,
  );
  return written.filter(({ ok }) => ok).length;
}

/** What counts its changes goes over one that has fewer. */
function absentOrBehind(item: Key & { readonly turn?: unknown }) {
  if (typeof item.turn !== 'number') return { ConditionExpression: IS_ABSENT };
  return { ConditionExpression: `${IS_ABSENT} OR turn < :turn`, ExpressionAttributeValues: { ':turn': item.turn } };
}
