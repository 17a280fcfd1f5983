import { randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexValue, StoredResource } from '../scim/resource/resource.ts';
import { getItems } from './batch.ts';
import { commitWrite } from './commit.ts';
import { claimKey, lookupPartition, resourceKey } from './keys.ts';
import type { Key } from './keys.ts';
import { queryAll } from './query.ts';
import { fromResourceItem } from './resource-item.ts';
import type { ResourceItem } from './resource-item.ts';
import { writeLargeChange } from './large-change.ts';
import type { Beside, Indexed, Store, WriteOutcome } from './store.ts';
import type { Table } from './table.ts';
import { MAX_ACTIONS, planWrite } from './write.ts';

type Resources = Pick<Store, 'get' | 'getMany' | 'findByClaim' | 'findByLookup' | 'write'>;

/** Resources by id, by claim and by lookup, and their writes. */
export function createResources(table: Table): Resources {
  return {
    get: async (type, id) => {
      const item = await getItem<ResourceItem>(table, resourceKey(type, id));
      return item && fromResourceItem(item);
    },
    getMany: (type, ids, { consistent = false } = {}) => getMany(table, type, ids, consistent),
    findByClaim: async (type, claim: IndexValue) => (await getItem<{ id: string }>(table, claimKey(type, claim)))?.id,
    findByLookup: async (type, lookup: IndexValue) => {
      const entries = await queryAll<Key>(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': lookupPartition(type, lookup) },
        ConsistentRead: true,
      });
      return entries.map(({ sk }) => sk);
    },
    write: (previous, next, beside) => write(table, previous, next, beside),
  };
}

async function write(
  table: Table,
  previous: Indexed | undefined,
  next: Indexed | undefined,
  beside: Beside = {},
): Promise<WriteOutcome> {
  const writeId = randomBytes(9).toString('base64url');
  const changes = planWrite(table.tableName, previous, next, writeId, beside);
  if (changes.length <= MAX_ACTIONS) return commitWrite(table, changes, writeId);
  if (next && beside.members) return writeLargeChange(table, previous, next, beside, writeId);
  throw new Error(
    `the write changes ${changes.length} items, and a transaction holds ${MAX_ACTIONS}: index fewer values per resource`,
  );
}

export async function getItem<Item>({ client, tableName, retry }: Table, key: Key): Promise<Item | undefined> {
  const { Item } = await retry(() =>
    client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true })),
  );
  return Item as Item | undefined;
}

async function getMany(
  table: Table,
  type: string,
  ids: readonly string[],
  consistent: boolean,
): Promise<StoredResource[]> {
  const items = await getItems<ResourceItem>(
    table,
    ids.map((id) => resourceKey(type, id)),
    consistent,
  );
  const found = new Map(items.map((item) => [item.id, item]));
  return ids.flatMap((id) => {
    const item = found.get(id);
    return item ? [fromResourceItem(item)] : [];
  });
}
