import type { Indexed, ResourceStore, WriteOptions, WriteOutcome } from '../ports/resources.ts';
import { getItems } from '../table/batch.ts';
import { claimKey, idIn, lookupPartition, resourceKey } from '../table/keys.ts';
import { newWriteId } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { commitWrite } from './commit.ts';
import { decideByIntentLog, planAppend } from './intent-log.ts';
import { MAX_ACTIONS, planWrite } from './plan-write.ts';

/** Resources by id, by claim and by lookup, and their writes. */
export function createResources(table: Table): ResourceStore {
  return {
    get: async (type, id) => {
      const item = await getItem(table, resourceKey(type, id));
      return item && fromResourceItem(item);
    },
    getMany: async (type, ids, { consistent = false } = {}) => {
      const keys = ids.map((id) => resourceKey(type, id));
      const found = await getItems(table, keys, consistent);
      return keys.flatMap((key) => {
        const item = found(key);
        return item ? [fromResourceItem(item)] : [];
      });
    },
    findByClaim: async (type, claim) => (await getItem(table, claimKey(type, claim)))?.id,
    findByLookup: async (type, lookup) => {
      const entries = await queryAll(table, lookupPartition(type, lookup));
      return [...new Set(entries.flatMap((entry) => idIn(lookup, entry)))];
    },
    write: (previous, next, options) => write(table, previous, next, options),
  };
}

async function write(
  table: Table,
  previous: Indexed | undefined,
  next: Indexed | undefined,
  options: WriteOptions = {},
): Promise<WriteOutcome> {
  const writeId = newWriteId();
  const { members } = options;
  const pending = previous?.resource.pending;
  const isLaidOver = previous && next && pending && members && next.resource.pending !== undefined;
  const changes = isLaidOver
    ? planAppend(table, previous, next, pending, { ...options, members }, writeId)
    : planWrite(table.tableName, previous, next, writeId, options);
  if (changes.length <= MAX_ACTIONS) return commitWrite(table, changes, writeId, options.patience);
  if (next && members && !isLaidOver) return decideByIntentLog(table, previous, next, options, writeId);
  throw new Error(
    `the write changes ${changes.length} items, and a transaction holds ${MAX_ACTIONS}: index fewer values per resource`,
  );
}
