import { createCursors } from '../../lambdas/handlers/composition/cursors.ts';
import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import type { TableOptions } from '../../lambdas/store/table/open-table.ts';

/** Cursors as behind an authorizer, which has made their key before anybody is let in. */
export function createTestCursors(options: TableOptions): ReturnType<typeof createCursors> {
  const cursors = createCursors(options);
  let made: Promise<void> | undefined;
  const ready = (): Promise<void> => (made ??= makeSecrets(options));
  return {
    epoch: cursors.epoch,
    seal: async (text, boundTo) => {
      await ready();
      return cursors.seal(text, boundTo);
    },
    open: async (cursor, boundTo) => {
      await ready();
      return cursors.open(cursor, boundTo);
    },
  };
}
