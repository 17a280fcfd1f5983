import { randomUUID } from 'node:crypto';
import type { TableClient } from '../lambdas/store/table/client/client.ts';
import pMap from 'p-map';
import type { StoredResource } from '../lambdas/life/stored-resource.ts';
import type { ResourceType } from '../lambdas/scim/schemas/resource-type.ts';
import { indexed } from '../lambdas/service/indexed.ts';
import { planWrite } from '../lambdas/store/resources/plan-write.ts';
import { slices } from '../lambdas/store/table/batch.ts';
import { counterKey, groupAttribute, memberOfKey } from '../lambdas/store/table/keys.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { benchUser } from './load-users.ts';
import { writeAll } from './write-all.ts';

const BATCH = 25;
const WRITERS = 8;
const MEMBERS = 1000;
/** Groups that each user is in. */
const MEMBERSHIPS = 2;
const NOW = '2027-01-01T00:00:00.000Z';

export type Item = Readonly<Record<string, unknown>>;

/**
 * Fills a table with about so many items, past the API: users with all they are found by, groups of
 * 1,000 of them, and counters.
 */
export async function loadDirectory(client: TableClient, TableName: string, count: number): Promise<void> {
  for (const items of directory(count, MEMBERS)) {
    await pMap(
      slices(items, BATCH),
      (batch) => writeAll(client, { [TableName]: batch.map((Item) => ({ PutRequest: { Item: { ...Item } } })) }),
      { concurrency: WRITERS },
    );
  }
}

/** About so many items, those of some users and of the groups that each of them is in at a time, and the counters. */
export function* directory(count: number, members: number, memberships = MEMBERSHIPS): Generator<Item[], void> {
  const counters = new Map<string, Record<string, number | string>>();
  let made = 0;
  for (let number = 0; made < count; number += members) {
    const users = Array.from({ length: members }, (_, index) => benchUser(number + index, randomUUID()));
    const groups = Array.from({ length: memberships }, (_, index) => group(`Group ${number} ${index}`));
    const all = users.map(({ id }) => ({ id, type: userType.name }));
    const items = [
      ...users.flatMap((user) => putsOf(userType, user, counters)),
      ...groups.flatMap((each) => putsOf(groupType, each, counters, all)),
      ...all.map(({ id }) => ({ ...memberOfKey(id), life: 1, turn: groups.length, ...namesOf(groups) })),
    ];
    made += items.length;
    yield items;
  }
  yield [...counters.values()];
}

/** The groups of a member, as they stand with it. */
const namesOf = (groups: readonly StoredResource[]): Item =>
  Object.fromEntries(groups.map(({ id }) => [groupAttribute(id), 0]));

const group = (displayName: string): StoredResource => {
  const attributes = { displayName, externalId: randomUUID() };
  return { type: groupType.name, id: randomUUID(), version: 1, created: NOW, lastModified: NOW, attributes };
};

/** What a POST would put, and count. */
function putsOf(
  type: ResourceType,
  resource: StoredResource,
  counters: Map<string, Record<string, number | string>>,
  add: readonly { id: string; type: string }[] = [],
): Item[] {
  const key = counterKey(type.name, resource.id);
  const shard = counters.get(`${key.pk} ${key.sk}`) ?? { ...key, count: 0 };
  counters.set(`${key.pk} ${key.sk}`, { ...shard, count: Number(shard['count']) + 1 });
  const members = { add, remove: [] };
  const changes = planWrite('', undefined, indexed(type, resource), 'bench', { members });
  return changes.flatMap(({ action }): Item[] => (action.Put?.Item ? [action.Put.Item] : []));
}
