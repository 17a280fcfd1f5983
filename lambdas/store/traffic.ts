import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Bucket, Counter } from '../traffic/bucket.ts';
import { MARK_NAMES, type MarkName, type TrafficKind } from '../traffic/kinds.ts';
import { TRAFFIC_PARTITION, trafficKey } from './table/keys.ts';
import { queryAll } from './table/query.ts';
import { openTable } from './table/table.ts';
import type { TableOptions } from './table/table.ts';
import { DAY, SECOND } from '../duration.ts';

export interface TrafficStore {
  /** Adds to what is kept of these ten minutes, whoever else does. One attempt after the other within half a second; 1 write request. */
  add(bucket: Bucket): Promise<void>;
  /** The newest buckets, at most `limit`, that began at `since` (ISO 8601) or later, in the order of time. */
  since(since: string, limit: number): Promise<Bucket[]>;
}

/** Seconds that a bucket is kept: 60 days, which is longer than Entra goes on with a job that fails. */
const KEPT = (60 * DAY) / SECOND;
/** Milliseconds. The answer of a request waits for the write, so there is little time for it. */
const DEADLINE = 500;

/**
 * An item holds a number for each counter, "n#userPatch#200#-", the first and last time of each kind, "f#userPatch" and "l#userPatch", and a set
 * for each kind of mark, "m#patch". All of it is added, so that functions that write at once add up; of the times, the last one who writes has
 * its say, which is wrong by a minute at most.
 */
export function createTrafficStore(options: TableOptions): TrafficStore {
  const table = openTable({ ...options, retry: { deadline: DEADLINE, ...options.retry } });
  const { client, tableName, retry } = table;
  return {
    add: async (bucket) => {
      const input = { TableName: tableName, Key: trafficKey(bucket.start), ...expressionOf(bucket) };
      const abort = { abortSignal: AbortSignal.timeout(2 * DEADLINE) };
      await retry(() => client.send(new UpdateCommand(input), abort));
    },
    since: async (since, limit) => {
      const items = await queryAll<Item>(table, {
        KeyConditionExpression: 'pk = :pk AND sk >= :since',
        ExpressionAttributeValues: { ':pk': TRAFFIC_PARTITION, ':since': since },
        ScanIndexForward: false,
        Limit: limit,
      });
      return items.map(fromItem).toReversed();
    },
  };
}

type Item = Readonly<Record<string, unknown>> & { readonly sk: string };

function expressionOf({ start, counters, times, marks }: Bucket) {
  const names: Record<string, string> = { '#ttl': 'ttl' };
  const values: Record<string, unknown> = { ':ttl': Math.floor(Date.parse(start) / 1000) + KEPT };
  const name = (text: string): string => {
    const key = `#n${Object.keys(names).length}`;
    names[key] = text;
    return key;
  };
  const value = (given: unknown): string => {
    const key = `:v${Object.keys(values).length}`;
    values[key] = given;
    return key;
  };
  const sets = Object.entries(times).flatMap(([kind, { first, last }]) => {
    const firstName = name(`f#${kind}`);
    return [`${firstName} = if_not_exists(${firstName}, ${value(first)})`, `${name(`l#${kind}`)} = ${value(last)}`];
  });
  const adds = [
    ...counters.map(({ kind, status, reason, count }) => `${name(`n#${kind}#${status}#${reason}`)} ${value(count)}`),
    ...MARK_NAMES.filter((each) => marks[each].length > 0).map(
      (each) => `${name(`m#${each}`)} ${value(new Set(marks[each]))}`,
    ),
  ];
  return {
    UpdateExpression: `SET ${['#ttl = :ttl', ...sets].join(', ')} ADD ${adds.join(', ')}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function fromItem(item: Item): Bucket {
  const counters: Counter[] = [];
  const times: Partial<Record<TrafficKind, { first: string; last: string }>> = {};
  for (const [name, value] of Object.entries(item)) {
    const [sort, kind, status, ...reason] = name.split('#') as [string, TrafficKind, string?, ...string[]];
    if (sort === 'n') counters.push({ kind, status: Number(status), reason: reason.join('#'), count: Number(value) });
    if (sort === 'f') times[kind] = { first: value as string, last: String(item[`l#${kind}`]) };
  }
  const marksOf = (name: MarkName): string[] => [...((item[`m#${name}`] as Set<string> | undefined) ?? [])];
  return {
    start: item.sk,
    counters,
    times,
    marks: { patch: marksOf('patch'), conflict: marksOf('conflict'), missing: marksOf('missing') },
  };
}
