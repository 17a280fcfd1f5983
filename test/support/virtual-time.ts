import type { TableClient } from '../../lambdas/store/table/client/client.ts';

/** A time that passes only while everybody sleeps, so that no machine is too slow for a test. */
export interface VirtualTime {
  /** Milliseconds since the beginning. */
  readonly now: () => number;
  /** The same as the functions have it. */
  readonly iso: () => string;
  /** For whoever asks the database. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** For the database, whose requests are on their way as long as it does not sleep. */
  readonly sleepInDatabase: (milliseconds: number) => Promise<void>;
  /** Lets the time know what a client asks for. */
  readonly watch: (client: TableClient) => void;
  /** Lets time pass until the work is done. */
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
}

const BEGIN = Date.parse('2026-11-01T08:00:00.000Z');
/** Turns of the event loop after which nobody does anything any more that is not a request. */
const QUIET_TURNS = 5;

export function createVirtualTime(): VirtualTime {
  const sleepers = new Map<number, (() => void)[]>();
  let [moment, asked, asleepInDatabase] = [0, 0, 0];
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      // Whole milliseconds: who wakes in the same one works at the same time.
      const at = Math.ceil(moment + milliseconds);
      sleepers.set(at, [...(sleepers.get(at) ?? []), resolve]);
    });
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await new Promise((resolve) => void setImmediate(resolve));
      if (asked > asleepInDatabase) turns = 0;
    }
  };
  return {
    now: () => moment,
    iso: () => new Date(BEGIN + moment).toISOString(),
    sleep,
    sleepInDatabase: async (milliseconds) => {
      asleepInDatabase += 1;
      await sleep(milliseconds);
      asleepInDatabase -= 1;
    },
    watch: (client) =>
      client.middlewareStack.add(
        (next) => async (args) => {
          asked += 1;
          try {
            return await next(args);
          } finally {
            asked -= 1;
          }
        },
        { step: 'initialize', name: 'virtual-time', override: true },
      ),
    run: async (work) => {
      let isDone = false;
      void Promise.allSettled([work]).then(() => (isDone = true));
      for (;;) {
        await quiet();
        if (isDone) return work;
        const next = Math.min(...sleepers.keys());
        if (next === Infinity) throw new Error('nobody sleeps, nothing is asked for, and the work is not done');
        moment = next;
        const awake = sleepers.get(next) ?? [];
        sleepers.delete(next);
        for (const wake of awake) wake();
      }
    },
  };
}
