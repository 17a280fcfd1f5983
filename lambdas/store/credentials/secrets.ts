import { randomBytes } from 'node:crypto';
import { StoreBusyError } from '../ports/busy.ts';
import { IS_ABSENT } from '../table/key.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { secretKey } from '../table/tenant-keys.ts';
import { writeOne } from '../table/transact.ts';

const KEY_BYTES = 32;

/** What the tenant has random bytes of its own for. */
const SECRET_PURPOSES = ['cursor', 'journal'] as const;
export type SecretPurpose = (typeof SECRET_PURPOSES)[number];

/**
 * Makes the tenant's own 32 random bytes for every purpose, where there are none yet; of two that do
 * so at once the first one counts. For the function that may: whoever comes after it only reads.
 */
export async function makeSecrets(options: TableOptions): Promise<void> {
  const table = openTable(options);
  for (const purpose of SECRET_PURPOSES) {
    const key = secretKey(purpose);
    if (await getItem(table, key)) continue;
    const Item = { ...key, bytes: randomBytes(KEY_BYTES) };
    await writeOne(table, { Put: { TableName: table.tableName, Item, ConditionExpression: IS_ABSENT } });
  }
}

/** The tenant's own 32 random bytes for a purpose; undefined while they are not made. */
export const findSecret = async (table: Table, purpose: SecretPurpose): Promise<Uint8Array | undefined> =>
  (await getItem(table, secretKey(purpose)))?.bytes;

/**
 * Gives out the tenant's own 32 random bytes for a purpose, the same to every function at all times.
 * Throws StoreBusyError while they are not made.
 */
export function createSecrets(options: TableOptions): (purpose: SecretPurpose) => Promise<Uint8Array> {
  const table = openTable(options);
  const known = new Map<SecretPurpose, Promise<Uint8Array>>();
  const read = async (purpose: SecretPurpose): Promise<Uint8Array> => {
    const bytes = await findSecret(table, purpose);
    if (bytes) return bytes;
    throw new StoreBusyError(
      'unavailable',
      new Error(`the secret "${purpose}" is not made yet: the authorizer makes it`),
    );
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
