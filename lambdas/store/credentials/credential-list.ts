import pMap from 'p-map';
import type { CredentialList } from '../ports/credentials.ts';
import { openTable, type TableOptions } from '../table/open-table.ts';
import { queryKeys } from '../table/read.ts';
import { LISTED_CREDENTIALS } from '../table/tenant-keys.ts';
import { readCredential } from './credential-item.ts';

const PARALLEL_READS = { concurrency: 8 };

/** The credentials for whoever looks at them. */
export function createCredentialList(options: TableOptions): CredentialList {
  const table = openTable(options);
  return {
    list: async () => {
      const keyIds = await queryKeys(table, LISTED_CREDENTIALS);
      const found = await pMap(keyIds, (keyId) => readCredential(table, keyId), PARALLEL_READS);
      return found.filter((credential) => credential !== undefined);
    },
  };
}
