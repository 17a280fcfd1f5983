import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds. Only so that a failed test does not ask for ever. */
const NET = 600_000;

/** Asks again and again until the answer is there. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + NET; ;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited for ${NET / 1000} s in vain`);
    await delay(20);
  }
}
