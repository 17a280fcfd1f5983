import { randomBytes } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { itemUnder } from './table/key.ts';
import { openTable, type TableOptions } from './table/open-table.ts';
import { getItem } from './table/read.ts';
import { secretKey } from './table/tenant-keys.ts';

const KEY_BYTES = 32;

/**
 * Gives out the tenant's own 32 random bytes for a purpose, the same to every function at all
 * times. They are made when they are first asked for; of two that ask at once both get those of the
 * first.
 */
export function createSecrets(options: TableOptions): (purpose: string) => Promise<Uint8Array> {
  const table = openTable(options);
  const { client, tableName, retry } = table;
  const known = new Map<string, Promise<Uint8Array>>();
  const read = async (purpose: string): Promise<Uint8Array> => {
    const Key = secretKey(purpose);
    const item = await getItem(table, Key);
    if (item) return item.bytes;
    const { Attributes } = await retry(() =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key,
          UpdateExpression: 'SET #bytes = if_not_exists(#bytes, :made)',
          ExpressionAttributeNames: { '#bytes': 'bytes' },
          ExpressionAttributeValues: { ':made': randomBytes(KEY_BYTES) },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return itemUnder(Key, Attributes).bytes;
  };
  return async (purpose) => {
    const asked = known.get(purpose) ?? read(purpose);
    known.set(purpose, asked);
    try {
      return await asked;
    } catch (error) {
      // A failure is not kept: the next request asks again.
      known.delete(purpose);
      throw error;
    }
  };
}
