import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is there; fails after 10 seconds. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error('waited for 10 s in vain');
    await delay(20);
  }
}
