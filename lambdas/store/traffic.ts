import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DAY, SECOND } from '../duration.ts';
import type { Bucket, Counter } from '../traffic/bucket.ts';
import { MARK_NAMES, TRAFFIC_KINDS, type MarkName, type TrafficKind } from '../traffic/kinds.ts';
import type { TrafficReader, TrafficWriter } from './ports/traffic.ts';
import type { TrafficItem } from './table/items.ts';
import { openTable, type Table, type TableOptions } from './table/open-table.ts';
import { queryAll, within } from './table/read.ts';
import { TTL_ATTRIBUTE } from './table/shape.ts';
import { TRAFFIC, trafficKey } from './table/tenant-keys.ts';

/**
 * Seconds that a bucket is kept: 60 days, which is longer than Entra goes on with a job that fails.
 */
const KEPT = (60 * DAY) / SECOND;
/** Milliseconds. The answer of a request waits for the write, so there is little time for it. */
const DEADLINE = 500;

/*
 * An item holds a number for each counter, "n#userPatch#200#-", the first and last time of each
 * kind, "f#userPatch" and "l#userPatch", a set for each kind of mark, "m#patch", and how many requests
 * sent an attribute that is not stored, "o#shoeSize".
 */

export function createTrafficWriter(options: TableOptions): TrafficWriter {
  const { client, tableName, retry } = openTraffic(options);
  return {
    add: async (bucket) => {
      const input = { TableName: tableName, Key: trafficKey(bucket.start), ...additionOf(bucket) };
      const limit = within(2 * DEADLINE);
      await retry(() => client.send(new UpdateCommand(input), limit));
    },
  };
}

export function createTrafficReader(options: TableOptions): TrafficReader {
  const table = openTraffic(options);
  return {
    since: async (since, limit) => {
      const range = { sort: ['>=', since], backward: true, limit, consistent: false } as const;
      return (await queryAll(table, TRAFFIC, range)).map(fromItem).toReversed();
    },
  };
}

const openTraffic = (options: TableOptions): Table =>
  openTable({ ...options, retry: { deadline: DEADLINE, ...options.retry } });

/**
 * All of a bucket is added, so that functions that write at once add up; of the times, the last one
 * who writes has its say, which is wrong by a minute at most.
 */
function additionOf({ start, counters, times, marks, leftOut }: Bucket) {
  const names: Record<string, string> = { '#ttl': TTL_ATTRIBUTE };
  const values: Record<string, unknown> = { ':ttl': Math.floor(Date.parse(start) / SECOND) + KEPT };
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
    ...Object.entries(leftOut).map(([attribute, count]) => `${name(LEFT_OUT + attribute)} ${value(count)}`),
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

const LEFT_OUT = 'o#';

const isKind = (name: string): name is TrafficKind => Object.hasOwn(TRAFFIC_KINDS, name);

/**
 * What an earlier or later version counted under a kind that this one does not know is left out.
 */
function fromItem(item: TrafficItem): Bucket {
  const counters: Counter[] = [];
  const times: Partial<Record<TrafficKind, { first: string; last: string }>> = {};
  const leftOut: Record<string, number> = {};
  for (const [name, value] of Object.entries(item)) {
    if (name.startsWith(LEFT_OUT)) leftOut[name.slice(LEFT_OUT.length)] = Number(value);
    const [sort, kind = '', status, ...reason] = name.split('#');
    if (!isKind(kind)) continue;
    if (sort === 'n') counters.push({ kind, status: Number(status), reason: reason.join('#'), count: Number(value) });
    if (sort === 'f') times[kind] = { first: String(value), last: String(item[`l#${kind}`]) };
  }
  const marksOf = (name: MarkName): string[] => {
    const marks = item[`m#${name}`];
    return marks instanceof Set ? [...marks].map(String) : [];
  };
  return {
    start: item.sk,
    counters,
    times,
    marks: { patch: marksOf('patch'), conflict: marksOf('conflict'), missing: marksOf('missing') },
    leftOut,
  };
}
