import type { StoredCredential } from '../../auth/authorize.ts';
import { endingParts, partsOf } from '../../auth/ending.ts';
import { SECOND } from '../../duration.ts';
import type { EndingReader } from '../ports/credentials.ts';
import { deleteItems } from '../table/batch.ts';
import { openTable, type Table, type TableOptions } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';
import { TTL_ATTRIBUTE } from '../table/shape.ts';
import { ENDING, endingKey } from '../table/tenant-keys.ts';
import { putItem } from '../table/transact.ts';

/** Reads what was used although it ends soon, without a look at any credential. */
export function createEndingReader(options: TableOptions): EndingReader {
  const table = openTable(options);
  return {
    listEnding: async (now) => {
      const items = await queryAll(table, ENDING);
      const parts = items.map(({ keyId, secretId, expiresAt, lastUsedAt }) => ({
        keyId,
        ...(secretId !== undefined && { secretId }),
        secret: { expiresAt, lastUsedAt },
      }));
      return endingParts(parts, now);
    },
  };
}

/** Notes what of a credential ends soon, when a use of it was noted at `at`, ISO 8601. */
export async function noteEnding(table: Table, credential: StoredCredential, at: string): Promise<void> {
  const ending = partsOf(credential).filter((part) => endingParts([part], at).length > 0);
  for (const { keyId, secretId, secret } of ending) {
    const { expiresAt, lastUsedAt = at } = secret;
    const about = { keyId, ...(secretId !== undefined && { secretId }), expiresAt, lastUsedAt };
    const ttl = Math.ceil(Date.parse(expiresAt) / SECOND);
    await putItem(table, { ...endingKey(keyId, secretId), ...about, [TTL_ATTRIBUTE]: ttl });
  }
}

/** For who has changed a credential: what was noted may be wrong now, and its next use notes it again. */
export async function forgetEnding(table: Table, credential: StoredCredential): Promise<void> {
  const { keyId } = credential;
  const secretIds = credential.kind === 'client-credentials' ? Object.keys(credential.secrets) : [undefined];
  await deleteItems(
    table,
    secretIds.map((secretId) => endingKey(keyId, secretId)),
  );
}
