import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../duration.ts';
import type { Bucket, Counter } from '../../traffic/bucket.ts';
import { MARK_NAMES, TRAFFIC_KINDS, type MarkName, type TrafficKind } from '../../traffic/kinds.ts';
import type { TrafficReader, TrafficWriter } from '../ports/traffic.ts';
import type { TrafficItem } from '../table/items.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { queryOnce, within, type Start } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { TRAFFIC, trafficKey } from '../table/tenant-keys.ts';
import { toWire, wireKey } from '../table/wire.ts';

/**
 * Seconds that a bucket is kept: 60 days, which is longer than Entra goes on with a job that fails.
 */
const KEPT = (60 * DAY) / SECOND;
/**
 * What a client can name is bounded: an item that has so many names of attributes, or so many marks
 * of a kind, gets no more of them. What one write adds is bounded too, and there are not many kinds
 * and reasons; so an item has 50 KB at most, whoever wants it larger.
 */
const MAX_NAMES = 100;
const MAX_MARKS = 200;
/** Failures of one write that have a time of their own: an expression has 4 KB. */
const MAX_TIMED = 40;
const NO_MARKS: Bucket['marks'] = { patch: [], conflict: [], missing: [] };
/** A reader takes so many pages of 1 MB, the newest first. */
const MAX_PAGES = 4;
/** Milliseconds. The answer of a request waits for the write, so there is little time for it. */
const DEADLINE = 500;

/*
 * An item holds a number for each counter, "n#userPatch#200#-", the first and last time of each
 * kind, "f#userPatch" and "l#userPatch", the last time of each counter of failures,
 * "t#userPatch#400#invalidValue", a set for each kind of mark, "m#patch", and how many requests sent an
 * attribute that is not stored, "o#shoeSize". The names of those are a set as well, "o", so that a
 * condition can count them.
 */

export function createTrafficWriter(options: TableOptions): TrafficWriter {
  const { client, tableName, retry } = openTraffic(options);
  return {
    add: async (bucket) => {
      const limit = within(2 * DEADLINE);
      const send = (part: Bucket) => {
        const input = { TableName: tableName, Key: wireKey(trafficKey(part.start)), ...additionOf(part) };
        return retry(() => client.send(new UpdateItemCommand(input), limit));
      };
      try {
        await send(bucket);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        await send({ ...bucket, marks: NO_MARKS, leftOut: {} });
      }
    },
  };
}

export function createTrafficReader(options: TableOptions): TrafficReader {
  const table = openTraffic(options);
  return {
    since: async (since, limit) => {
      const range = { sort: ['>=', since], backward: true, consistent: false } as const;
      const items: TrafficItem[] = [];
      let start: Start;
      for (let pages = 0; pages < MAX_PAGES && items.length < limit; pages += 1) {
        const page = await queryOnce(table, TRAFFIC, { ...range, limit: limit - items.length }, start);
        items.push(...page.items);
        start = page.next;
        if (start === undefined) break;
      }
      return items.map(fromItem).toReversed();
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
  const failed = counters.filter(({ status }) => status >= FAILED).slice(0, MAX_TIMED);
  sets.push(...failed.map((counter) => `${name(`t#${endingOf(counter)}`)} = ${value(counter.last)}`));
  const adds = [
    ...counters.map((counter) => `${name(`n#${endingOf(counter)}`)} ${value(counter.count)}`),
    ...Object.entries(leftOut).map(([attribute, count]) => `${name(LEFT_OUT + attribute)} ${value(count)}`),
  ];
  const conditions: string[] = [];
  const addToSet = (attribute: string, members: readonly string[], max: number): void => {
    if (members.length === 0) return;
    const set = name(attribute);
    adds.push(`${set} ${value(new Set(members))}`);
    conditions.push(`(attribute_not_exists(${set}) OR size(${set}) < ${value(max)})`);
  };
  for (const each of MARK_NAMES) addToSet(`m#${each}`, marks[each], MAX_MARKS);
  addToSet(LEFT_OUT_NAMES, Object.keys(leftOut), MAX_NAMES);
  return {
    ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
    UpdateExpression: `SET ${['#ttl = :ttl', ...sets].join(', ')} ADD ${adds.join(', ')}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: toWire(values),
  };
}

const FAILED = 400;
const endingOf = ({ kind, status, reason }: Counter): string => `${kind}#${status}#${reason}`;

const LEFT_OUT = 'o#';
const LEFT_OUT_NAMES = 'o';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

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
    if (sort === 'n') {
      const last = textOf(item[`t${name.slice(1)}`]) ?? textOf(item[`l#${kind}`]) ?? item.sk;
      counters.push({ kind, status: Number(status), reason: reason.join('#'), count: Number(value), last });
    }
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
