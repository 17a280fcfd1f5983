/** Counts what failed, per address. */
export interface AttemptLimit {
  /** Seconds that this address has to wait; 0 for none. */
  waitFor(address: string): number;
  fail(address: string): void;
}

const MOST_FAILURES = 20;
const WINDOW_MS = 60_000;
/** Addresses beyond this are forgotten, oldest first: they are the caller's to choose. */
const MOST_ADDRESSES = 1000;

/** Lets an address fail 20 times in a minute. Kept in the memory of one function instance, of which the API's own limit lets there be few. `now` in milliseconds. */
export function createAttemptLimit(now: () => number = Date.now): AttemptLimit {
  const windows = new Map<string, { until: number; failures: number }>();
  const current = (address: string) => {
    const window = windows.get(address);
    return window && window.until > now() ? window : undefined;
  };
  return {
    waitFor: (address) => {
      const window = current(address);
      return window && window.failures >= MOST_FAILURES ? Math.ceil((window.until - now()) / 1000) : 0;
    },
    fail: (address) => {
      const window = current(address) ?? { until: now() + WINDOW_MS, failures: 0 };
      windows.delete(address);
      windows.set(address, { ...window, failures: window.failures + 1 });
      const [oldest] = windows.keys();
      if (windows.size > MOST_ADDRESSES && oldest !== undefined) windows.delete(oldest);
    },
  };
}
