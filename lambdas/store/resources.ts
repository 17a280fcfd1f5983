import { randomBytes } from 'node:crypto';
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexValue, StoredResource } from '../scim/resource/resource.ts';
import { commitWrite } from './commit.ts';
import { inParallel } from './in-parallel.ts';
import { claimKey, lookupPartition, resourceKey } from './keys.ts';
import type { Key } from './keys.ts';
import { queryAll } from './query.ts';
import { fromResourceItem } from './resource-item.ts';
import type { ResourceItem } from './resource-item.ts';
import { UnprocessedKeysError } from './retry.ts';
import type { Indexed, Store, WriteOutcome } from './store.ts';
import type { Table } from './table.ts';
import { planWrite } from './write.ts';

/** DynamoDB's limit for one batch. */
const BATCH_SIZE = 100;
const PARALLEL_BATCHES = 4;

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
    write: (previous, next) => write(table, previous, next),
  };
}

function write(table: Table, previous: Indexed | undefined, next: Indexed | undefined): Promise<WriteOutcome> {
  const writeId = randomBytes(9).toString('base64url');
  return commitWrite(table, planWrite(table.tableName, previous, next, writeId), writeId);
}

async function getItem<Item>({ client, tableName, retry }: Table, key: Key): Promise<Item | undefined> {
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
  // By key: a batch that names an item twice is refused.
  const keys = [...new Map(ids.map((id) => [resourceKey(type, id).pk, resourceKey(type, id)])).values()];
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH_SIZE) }, (_, i) =>
    keys.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE),
  );
  const items = await inParallel(batches, PARALLEL_BATCHES, (batch) => getBatch(table, batch, consistent));
  const found = new Map(items.flat().map((item) => [item.id, item]));
  return ids.flatMap((id) => {
    const item = found.get(id);
    return item ? [fromResourceItem(item)] : [];
  });
}

/** DynamoDB may answer a batch in part; the rest is asked for again, with the pauses of a retry. */
async function getBatch(
  { client, tableName, retry }: Table,
  keys: readonly Key[],
  consistent: boolean,
): Promise<ResourceItem[]> {
  const items: ResourceItem[] = [];
  let open: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  await retry(async () => {
    const request = { RequestItems: { [tableName]: { Keys: open, ConsistentRead: consistent } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand(request));
    items.push(...((Responses?.[tableName] ?? []) as ResourceItem[]));
    open = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (open.length > 0) throw new UnprocessedKeysError(`${open.length} of ${keys.length} items were not read`);
  });
  return items;
}
