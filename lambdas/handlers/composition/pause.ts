import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits up to 20 ms, 40 ms, … 320 ms: writers of one resource that met once must not meet again in
 * step.
 */
export const pause = async (attempt: number): Promise<void> => {
  await sleep(Math.random() * 10 * 2 ** Math.min(attempt - 1, 5));
};
