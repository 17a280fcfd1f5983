import { makeSecrets } from '../../store/credentials/secrets.ts';
import type { TableOptions } from '../../store/table/open-table.ts';
import { logger } from './logger.ts';

/** Milliseconds. Whoever is checked meanwhile waits for it. */
const DEADLINE = 500;

/**
 * Makes sure that the tenant's secrets are there, once per process. It never throws: what fails is
 * tried again at the next call, and whoever needs a secret that is not there answers 503 until then.
 */
export function secretsMade(options: TableOptions): () => Promise<void> {
  let made = false;
  return async () => {
    if (made) return;
    try {
      await makeSecrets({ ...options, retry: { deadline: DEADLINE } });
      made = true;
    } catch (error) {
      logger.warn('secrets not made', { reason: error instanceof Error ? error.name : 'unknown' });
    }
  };
}
