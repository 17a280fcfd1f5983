import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isVisible, type StoredResource } from '../life/stored-resource.ts';
import { stateOf } from '../life/lifecycle.ts';
import { slotOf } from './resources/counters.ts';
import { counterKey, tombstoneKey, parseItemKey, resourceKey, type Key } from './table/keys.ts';
import { fromResourceItem, toResourceItem, type ResourceItem } from './table/resource-item.ts';
import type { Tombstone } from './ports/tombstones.ts';
import type { Indexed } from './ports/resources.ts';
import type { Table } from './table/table.ts';
import { planWrite } from './resources/plan-write.ts';

/** Something in the table that should not be, or that is missing. `key` is "<pk> <sk>". */
export interface Problem {
  readonly key: string;
  readonly what: string;
}

type Item = Key & Record<string, unknown>;

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const INDEX_KEYS = ['listPk', 'listSk', 'duePk', 'dueSk'];

/**
 * Reads the whole table and compares it with what its resources ask for: claims, lookups, index keys, counters, memberships, all of them and
 * no others. `indexOf` tells what a resource is found by. What is written meanwhile can look wrong: what is wrong twice is.
 */
export async function checkTable(
  table: Table,
  indexOf: (resource: StoredResource) => Indexed,
): Promise<{ items: number; problems: Problem[] }> {
  const first = await readTable(table);
  const problems = findProblems(first, indexOf);
  if (problems.length === 0) return { items: first.length, problems };
  const again = new Set(findProblems(await readTable(table), indexOf).map(({ key, what }) => `${key} ${what}`));
  return { items: first.length, problems: problems.filter(({ key, what }) => again.has(`${key} ${what}`)) };
}

async function readTable({ client, tableName, retry }: Table): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await retry(() =>
      client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start })),
    );
    items.push(...((Items ?? []) as Item[]));
    start = LastEvaluatedKey;
  } while (start);
  return items;
}

/** Pure: what is wrong among these items, which are all there are. */
export function findProblems(items: readonly Item[], indexOf: (resource: StoredResource) => Indexed): Problem[] {
  const there = new Map(items.map((item) => [nameOf(item), item]));
  const resources = items
    .filter((item) => parseItemKey(item).kind === 'resource')
    .map((item) => ({ item, resource: fromResourceItem(item as unknown as ResourceItem) }));
  const wanted = new Map<string, string>();
  const counts = new Map<string, number>();
  const problems: Problem[] = [];
  for (const { item, resource } of resources) {
    for (const { action } of planWrite('', undefined, indexOf(resource), '')) {
      const put = action.Put?.Item as Item | undefined;
      if (put && put.pk !== item.pk) wanted.set(nameOf(put), resource.id);
    }
    const should = toResourceItem(resource, '') as Item;
    if (INDEX_KEYS.some((key) => should[key] !== item[key]))
      problems.push({ key: nameOf(item), what: 'has wrong index keys' });
    if (isVisible(resource)) {
      const counter = `${nameOf(counterKey(resource.type, resource.id))} ${slotOf(resource.id)}`;
      counts.set(counter, (counts.get(counter) ?? 0) + 1);
    }
  }
  for (const [key, id] of wanted) {
    const item = there.get(key);
    if (!item) problems.push({ key, what: `is missing for ${id}` });
    else if (item['id'] !== undefined && item['id'] !== id)
      problems.push({ key, what: `belongs to ${item['id'] as string} instead of ${id}` });
  }
  const states = new Map(resources.map(({ resource }) => [nameOf(resourceKey(resource.type, resource.id)), resource]));
  for (const item of items) problems.push(...orphan(item, wanted, states, there));
  return [...problems, ...wrongCounts(items, counts)];
}

function orphan(
  item: Item,
  wanted: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, StoredResource>,
  there: ReadonlyMap<string, Item>,
): Problem[] {
  const found = parseItemKey(item);
  const key = nameOf(item);
  const owner = 'owner' in found ? resources.get(`${item.pk} ${found.owner}`) : undefined;
  const problem = (what: string): Problem[] => [{ key, what }];
  switch (found.kind) {
    case 'index':
      return wanted.has(key) ? [] : problem('belongs to nobody');
    case 'member': {
      if (!owner) return problem('is in a group that is not there');
      const type = item['memberType'] as string | undefined;
      if (type === undefined) return [];
      const id = String(item['id']);
      const member = resources.get(nameOf(resourceKey(type, id)));
      const isLeaving = there.has(nameOf(tombstoneKey(id)));
      return (member && isVisible(member)) || isLeaving ? [] : problem(`names the ${type} ${id}, who is not there`);
    }
    case 'former': {
      const isReturning = owner && (there.get(nameOf(tombstoneKey(owner.id))) as Partial<Tombstone> | undefined);
      const isKept = owner && (stateOf(owner) === 'deleted' || isReturning);
      return isKept ? [] : problem('is kept for somebody who is not deleted');
    }
    case 'change':
      return owner?.pending ? [] : problem('is a part of a change that nobody decided');
    case 'resource':
    case 'counter':
    case 'other':
      return [];
  }
}

function wrongCounts(items: readonly Item[], counts: Map<string, number>): Problem[] {
  const problems: Problem[] = [];
  for (const item of items.filter((each) => parseItemKey(each).kind === 'counter')) {
    const { pk, sk, count, ...slots } = item;
    let total = 0;
    for (const [slot, value] of Object.entries(slots)) {
      const name = `${pk} ${sk} ${slot}`;
      const should = counts.get(name) ?? 0;
      total += should;
      counts.delete(name);
      if (value !== should)
        problems.push({ key: nameOf(item), what: `counts ${String(value)} in ${slot} instead of ${should}` });
    }
    if (count !== total) problems.push({ key: nameOf(item), what: `counts ${String(count)} instead of ${total}` });
  }
  return [
    ...problems,
    ...[...counts].map(([name, should]) => ({ key: name, what: `counts nothing instead of ${should}` })),
  ];
}
