import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalFunction } from './local-function.ts';

/**
 * Where nothing is at work, how long until the next look, at most. At random, since whoever lies in
 * wait for the first that begins kills the authorizer: every wave of retries begins with it.
 */
const AGAIN_MS = 500;

/**
 * Ends an environment of a function that is at work, so many times a minute: what a crash, a
 * time-out or a lost machine does in Lambda. Its invocation fails, and what it had written stays.
 * Answers what ends the killing.
 */
export function startKills(perMinute: number, functions: () => Iterable<LocalFunction>): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal, ref: false });
  const killing = async (): Promise<void> => {
    for (let due = Date.now() + 60_000 / perMinute; !signal.aborted; due += 60_000 / perMinute) {
      await wait(Math.max(0, due - Date.now()));
      while (!killAny([...functions()])) await wait(randomInt(AGAIN_MS));
    }
  };
  void killing().catch(() => undefined); // it ends by its signal
  return () => stopped.abort();
}

/** Kills one of those that are at work, whichever; false where none is. */
function killAny(functions: readonly LocalFunction[]): boolean {
  if (functions.length === 0) return false;
  const first = randomInt(functions.length);
  return [...functions.slice(first), ...functions.slice(0, first)].some((one) => one.kill());
}
