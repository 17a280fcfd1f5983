import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { IS_ABSENT } from '../../lambdas/store/table/key.ts';
import { INDEXES } from '../../lambdas/store/table/shape.ts';
import { fromWire, type WireItem } from '../../lambdas/store/table/wire.ts';
import { isRecord } from '../json.ts';

/**
 * What DynamoDB charged since the last reset, and how many round trips had to wait for one another.
 */
export interface Meter {
  readonly wru: number;
  readonly rru: number;
  /**
   * Longest chain of requests that each began after the one before had ended; requests in parallel
   * count once.
   */
  readonly trips: number;
  /** All requests, parallel ones too. */
  readonly requests: number;
  reset(): void;
  /** Takes the meter off the client. */
  stop(): void;
}

interface Units {
  readonly CapacityUnits?: number;
}
interface Capacity extends Units {
  readonly Table?: Units;
}
interface Transaction {
  readonly TransactItems?: readonly {
    readonly Put?: { readonly Item?: WireItem; readonly ConditionExpression?: string };
  }[];
}

const READS = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'ScanCommand']);

/**
 * Meters every request of a client by what DynamoDB itself reports as consumed (indexes included).
 * Transactions are the exception: see `transactionUnits`.
 */
export function meter(client: TableClient): Meter {
  const zero = { wru: 0, rru: 0, trips: 0, requests: 0 };
  const seen = { ...zero };
  let depth = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const step = depth + 1;
      seen.requests += 1;
      seen.trips = Math.max(seen.trips, step);
      try {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
        const reported = capacities(result.output);
        const transaction = transactionItems(args.input);
        if (READS.has(context.commandName ?? '')) seen.rru += sum(reported) + unitsOfNothing(args.input, result.output);
        else seen.wru += transaction ? transactionUnits(transaction, reported) : sum(reported);
        return result;
      } finally {
        depth = Math.max(depth, step);
      }
    },
    { step: 'initialize', name: 'meter', override: true },
  );
  return {
    get wru() {
      return seen.wru;
    },
    get rru() {
      return seen.rru;
    },
    get trips() {
      return seen.trips;
    },
    get requests() {
      return seen.requests;
    },
    reset: () => {
      Object.assign(seen, zero);
      depth = 0;
    },
    stop: () => {
      client.middlewareStack.remove('meter');
    },
  };
}

const isCapacity = (value: unknown): value is Capacity => isRecord(value) && 'CapacityUnits' in value;

/** One for a request about one table, a list where there may be more. */
function capacities(output: object): Capacity[] {
  const consumed: unknown = Reflect.get(output, 'ConsumedCapacity');
  return [consumed].flat().filter(isCapacity);
}

const isTransaction = (input: unknown): input is Transaction => isRecord(input) && 'TransactItems' in input;

const transactionItems = (input: unknown): Transaction['TransactItems'] =>
  isTransaction(input) ? input.TransactItems : undefined;

/**
 * DynamoDB Local charges a transaction for the sum of its bytes and doubles what indexes cost.
 * DynamoDB rounds each item up to a KB, doubles that, and writes indexes afterwards at the plain
 * price, one by one. Deleted and updated items count as one KB, unless Local reports more.
 */
function transactionUnits(items: NonNullable<Transaction['TransactItems']>, reported: Capacity[]): number {
  const perItem = items.map(({ Put }) => 2 * (Put ? Math.ceil(itemBytes(fromWire(Put.Item ?? {})) / 1024) : 1));
  const table = sum(reported.map(({ Table = {} }) => Table));
  return (
    Math.max(
      table,
      perItem.reduce((total, units) => total + units, 0),
    ) + Math.max((sum(reported) - table) / 2, indexEntries(items))
  );
}

/** Index entries that certainly come: those of new items. */
function indexEntries(items: NonNullable<Transaction['TransactItems']>): number {
  return items.reduce((total, { Put }) => {
    const isNew = Put?.ConditionExpression === IS_ABSENT;
    return total + (isNew ? Object.values(INDEXES).filter(({ partition }) => partition in (Put.Item ?? {})).length : 0);
  }, 0);
}

interface Reading {
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly unknown[]; readonly ConsistentRead?: boolean }>
  >;
}
interface ReadOutput {
  readonly Count?: number;
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
}

const isReading = (input: unknown): input is Reading => isRecord(input);
const isOutput = (output: unknown): output is ReadOutput => isRecord(output);

/**
 * What is not there costs as much as the smallest item, which DynamoDB Local does not charge for: an
 * empty query, and the keys of a batch under which nothing was found.
 */
function unitsOfNothing(input: unknown, output: unknown): number {
  if (!isReading(input) || !isOutput(output)) return 0;
  const price = (isConsistent = false): number => (isConsistent ? 1 : 0.5);
  if (output.Count === 0) return price(input.ConsistentRead);
  return Object.entries(input.RequestItems ?? {}).reduce((total, [table, { Keys = [], ConsistentRead }]) => {
    const found = output.Responses?.[table]?.length ?? 0;
    return total + (Keys.length - found) * price(ConsistentRead);
  }, 0);
}

function sum(capacities: readonly Units[]): number {
  return capacities.reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
}

/**
 * The size of an item as DynamoDB counts it: names, texts, and a few bytes per list, map and entry.
 */
export function itemBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 1;
  const entries = Object.entries(value);
  return entries.reduce(
    (total, [name, inner]) => total + (Array.isArray(value) ? 0 : Buffer.byteLength(name)) + itemBytes(inner) + 1,
    3,
  );
}
