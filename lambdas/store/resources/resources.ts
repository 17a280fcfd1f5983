import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexValue } from '../../scim/query/index-values.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { getItems } from '../table/batch.ts';
import { commitWrite } from './commit.ts';
import { claimKey, lookupPartition, resourceKey } from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { newWriteId } from '../table/member-item.ts';
import { queryAll } from '../table/query.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import type { ResourceItem } from '../table/resource-item.ts';
import { writeByIntentLog } from './intent-log.ts';
import type { Indexed, ResourceStore, WriteOptions, WriteOutcome } from '../ports/resources.ts';
import type { Table } from '../table/table.ts';
import { MAX_ACTIONS, planWrite } from './plan-write.ts';

/** Resources by id, by claim and by lookup, and their writes. */
export function createResources(table: Table): ResourceStore {
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
  beside: WriteOptions = {},
): Promise<WriteOutcome> {
  const writeId = newWriteId();
  const changes = planWrite(table.tableName, previous, next, writeId, beside);
  if (changes.length <= MAX_ACTIONS) return commitWrite(table, changes, writeId);
  if (next && beside.members) return writeByIntentLog(table, previous, next, beside, writeId);
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
