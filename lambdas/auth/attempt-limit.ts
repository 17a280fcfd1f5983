import { MINUTE } from '../duration.ts';

/** Tells whoever tries out credentials to wait, per address. */
export interface AttemptLimit {
  /**
   * Counts a refusal by its reason, and answers for how many seconds to wait: 0 until there were
   * too many guesses.
   */
  refused(address: string, reason: string): number;
}

const MOST_GUESSES = 20;
const WINDOW_MS = MINUTE;
/** Addresses beyond this are forgotten, oldest first: they are the caller's to choose. */
const MOST_ADDRESSES = 1000;
/**
 * Whoever is told that a credential has ended has proved it, and one sent in the wrong way was not
 * looked at.
 */
const GUESSES: ReadonlySet<string> = new Set(['unknown', 'algorithm', 'key', 'signature']);

/**
 * Lets an address guess 20 times in a minute. Only what is wrong is counted and told to wait: what
 * is right is let in from every address, because Entra's are shared by all of its customers
 * (docs/adr/0013). Kept in the memory of one function instance. `now` in milliseconds.
 */
export function createAttemptLimit(now: () => number = Date.now): AttemptLimit {
  const windows = new Map<string, { until: number; guesses: number }>();
  return {
    refused: (address, reason) => {
      if (!GUESSES.has(reason)) return 0;
      const known = windows.get(address);
      const window = known && known.until > now() ? known : { until: now() + WINDOW_MS, guesses: 0 };
      const guesses = window.guesses + 1;
      windows.delete(address);
      windows.set(address, { ...window, guesses });
      const [oldest] = windows.keys();
      if (windows.size > MOST_ADDRESSES && oldest !== undefined) windows.delete(oldest);
      return guesses > MOST_GUESSES ? Math.ceil((window.until - now()) / 1000) : 0;
    },
  };
}
