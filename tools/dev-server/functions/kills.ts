import { setTimeout as delay } from 'node:timers/promises';
import type { LocalFunction } from './local-function.ts';

/** How soon to look again where no function is at work. */
const AGAIN_MS = 5;

/**
 * Ends an environment of a function that is at work, so many times a minute: what a crash, a
 * time-out or a lost machine does in Lambda. Its invocation fails, and what it had written stays.
 * Answers what ends the killing.
 */
export function startKills(perMinute: number, functions: () => Iterable<LocalFunction>): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const kill = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(60_000 / perMinute, undefined, { signal, ref: false });
      while (![...functions()].some((one) => one.kill())) await delay(AGAIN_MS, undefined, { signal, ref: false });
    }
  };
  void kill().catch(() => undefined); // it ends by its signal
  return () => stopped.abort();
}
