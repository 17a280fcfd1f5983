import pMap from 'p-map';
import type { LinkCredentials, MadeByLink } from '../ports/credentials.ts';
import { IS_ABSENT } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { setupLinkKey } from '../table/tenant-keys.ts';
import { transact } from '../table/transact.ts';
import { readCredential, toItem, ttlOf, updateCredential } from './credential-item.ts';

const PARALLEL_READS = { concurrency: 8 };

/** What setup links make: each has an item with the ids of its credentials, and a number that goes up with each. */
export function createLinkCredentials(options: TableOptions): LinkCredentials {
  const table = openTable(options);
  return {
    madeBy: (link) => readMade(table, link),
    make: async ({ keyId, expiresAt }, { turn }, kept, added) => {
      const TableName = table.tableName;
      const made = [...kept, added.keyId];
      const Item = { ...setupLinkKey(keyId), turn: turn + 1, made, [TTL_ATTRIBUTE]: ttlOf(expiresAt) };
      const unchanged =
        turn === 0
          ? { ConditionExpression: IS_ABSENT }
          : { ConditionExpression: 'turn = :turn', ExpressionAttributeValues: { ':turn': turn } };
      const result = await transact(table, [
        { Put: { TableName, Item, ...unchanged } },
        { Put: { TableName, Item: toItem(added), ConditionExpression: IS_ABSENT } },
      ]);
      return result.ok;
    },
    end: async (link, keyId, at) => {
      const item = await getItem(table, setupLinkKey(link));
      if (!item?.made.includes(keyId)) return false;
      const ended = await updateCredential(table, keyId, {
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
        ConditionExpression: 'attribute_exists(keyId)',
        ExpressionAttributeValues: { ':at': at },
      });
      return ended !== undefined;
    },
  };
}

async function readMade(table: Table, link: string): Promise<MadeByLink> {
  const item = await getItem(table, setupLinkKey(link));
  const found = await pMap(item?.made ?? [], (keyId) => readCredential(table, keyId), PARALLEL_READS);
  return { turn: item?.turn ?? 0, credentials: found.filter((credential) => credential !== undefined) };
}
