import { DAY, SECOND } from '../../duration.ts';
import { slicesBySize } from '../table/slices-by-size.ts';
import type { MembersChange, MembersHistory, MembersMoved } from '../ports/images.ts';
import type { Emptied } from '../ports/unfinished.ts';
import { putItems } from '../table/batch.ts';
import {
  earlierKey,
  earlierOf,
  earlierPartition,
  keptPartKey,
  keptParts,
  keptPartsPartition,
  membersFrom,
  membersKey,
  membersPartition,
} from '../table/image-keys.ts';
import { isMemberItem, MEMBERS, resourcePartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { emptiedKey } from '../table/tenant-keys.ts';

/**
 * What happened to the members of a group. Every change is kept, and not the members: a group of a
 * hundred thousand is never copied for a change of one.
 */

/** Keeps it: see the port. */
export async function keepMembers(
  table: Table,
  histories: readonly MembersHistory[],
  now: string,
  days: number,
): Promise<void> {
  const end = endOf(now, days);
  const items = histories.flatMap(({ group, changes, parts, earlier }) => [
    ...slicesBySize(changes).map((some) => ({ ...membersKey(group, lastOf(some)), changes: some, ...end })),
    ...parts.map(({ change, part, ...moved }) => ({ ...keptPartKey(group, change, part), ...moved, ...end })),
    ...earlier.map(({ generation, ids }) => ({ ...earlierKey(group, generation, ids), ids, ...end })),
  ]);
  await putItems(table, items);
}

/** Keeps ids of members of a generation that has ended, before their items go. */
export async function keepEarlier(
  table: Table,
  { id, at }: Emptied,
  generation: number,
  ids: readonly string[],
  days: number,
): Promise<void> {
  const item = { ...earlierKey(id, generation, ids), ids, ...endOf(at, days) };
  await putItems(table, [item]);
}

/** When DynamoDB may remove an item. */
const endOf = (at: string, days: number) => ({ [TTL_ATTRIBUTE]: Math.floor((Date.parse(at) + days * DAY) / SECOND) });

/** The last one, by which the item is found; clocks of two functions may differ. */
function lastOf(changes: readonly MembersChange[]): MembersChange {
  const [first, ...others] = changes;
  if (!first) throw new Error('an item of changes has one at least');
  const { version } = others.at(-1) ?? first;
  return { at: others.reduce((last, { at }) => (at > last ? at : last), first.at), version };
}

/** What changes did to the members of a group: see the port. */
export async function membersMoved(
  table: Table,
  type: string,
  id: string,
  from: string,
): Promise<readonly MembersMoved[]> {
  const items = await queryAll(table, membersPartition(id), { sort: membersFrom(from) });
  // What the stream told twice is in two items.
  const changes = new Map(items.flatMap((item) => item.changes).map((change) => [change.version, change]));
  const inOrder = [...changes.values()].filter(({ at }) => at >= from).toSorted((a, b) => a.version - b.version);
  const moved: MembersMoved[] = [];
  for (const change of inOrder) moved.push(await whole(table, type, id, change));
  return moved;
}

async function whole(
  table: Table,
  type: string,
  id: string,
  { parts, emptied, add = [], remove = [], ...change }: MembersChange,
): Promise<MembersMoved> {
  const sort = parts && keptParts(parts.change, parts.from, parts.to);
  const kept = sort ? await queryAll(table, keptPartsPartition(id), { sort }) : [];
  return {
    ...change,
    add: [...add, ...kept.flatMap((part) => part.add)],
    remove: [...remove, ...kept.flatMap((part) => part.remove)],
    ...(emptied !== undefined && { all: await earlierMembers(table, type, id, emptied) }),
  };
}

/**
 * The members of a generation that has ended: those that are kept, and those whose items have not gone
 * yet. Each is kept before it goes, so the items are looked at first.
 */
async function earlierMembers(table: Table, type: string, id: string, generation: number): Promise<string[]> {
  const isGoing = (await getItem(table, emptiedKey(id, generation + 1))) !== undefined;
  const sort = ['BETWEEN', MEMBERS.from, MEMBERS.to] as const;
  const items = isGoing ? await queryAll(table, resourcePartition(type, id), { sort }) : [];
  const left = items.filter(isMemberItem).filter((item) => item.generation === generation);
  const kept = await queryAll(table, earlierPartition(id), { sort: earlierOf(generation) });
  return [...new Set([...left.map((item) => item.id), ...kept.flatMap((item) => item.ids)])];
}
