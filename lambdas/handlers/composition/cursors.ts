import { openSeal, seal } from '../../auth/seal.ts';
import type { Cursors } from '../../auth/cursors.ts';
import { createSecrets } from '../../store/credentials/secrets.ts';
import { createEpoch } from '../../store/table/epoch.ts';
import type { TableOptions } from '../../store/table/open-table.ts';

/** Cursors under the tenant's own key, which is read once per process, as the epoch is. */
export function createCursors(options: TableOptions): Cursors {
  const secrets = createSecrets(options);
  return {
    seal: async (text, boundTo) => seal(await secrets('cursor'), text, boundTo),
    open: async (cursor, boundTo) => openSeal(await secrets('cursor'), cursor, boundTo),
    epoch: createEpoch(options),
  };
}
