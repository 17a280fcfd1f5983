import { randomBytes } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { secretKey } from './table/keys.ts';
import { openTable, type TableOptions } from './table/table.ts';

const KEY_BYTES = 32;

/**
 * Gives out the tenant's own 32 random bytes for a purpose, the same to every function at all times. They are made when they are first asked
 * for; of two that ask at once both get those of the first.
 */
export function createSecrets(options: TableOptions): (purpose: string) => Promise<Uint8Array> {
  const { client, tableName, retry } = openTable(options);
  const known = new Map<string, Promise<Uint8Array>>();
  const read = async (purpose: string): Promise<Uint8Array> => {
    const Key = secretKey(purpose);
    const { Item } = await retry(() =>
      client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true })),
    );
    if (Item) return Item['bytes'] as Uint8Array;
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
    return Attributes?.['bytes'] as Uint8Array;
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
