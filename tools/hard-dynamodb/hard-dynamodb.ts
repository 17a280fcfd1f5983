import { setTimeout as sleepFor } from 'node:timers/promises';
import { startProxy } from './proxy.ts';
import type { Counters } from './counters.ts';
import type { Fault, Hold, Held } from './faults.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { connectUpstream } from './upstream.ts';
import { createWorld, type Time } from './world.ts';

/** A DynamoDB as hard as that of AWS, and what a test may do to it at any moment. */
export interface HardDynamoDb {
  readonly endpoint: string;
  /** Changes some of the settings. */
  readonly set: (settings: Partial<Settings>) => void;
  /** Lets a fault happen to calls; returns what takes it back. */
  readonly fault: (fault: Fault) => () => void;
  /** Keeps the first call that matches in flight until it is released. */
  readonly hold: (hold: Hold) => Held;
  /** Takes all faults back and lets go of all calls. */
  readonly clearFaults: () => void;
  /** From now on nothing that is written gets to an index. */
  readonly pauseIndexes: () => Promise<void>;
  /** All that was written gets to the indexes, and goes on getting there as the settings say. */
  readonly catchUpIndexes: () => Promise<void>;
  /** What happened since the last reset. */
  readonly counters: () => Counters;
  readonly resetCounters: () => void;
  readonly stop: () => Promise<void>;
}

/** Where the real one is, how hard to be, and the time, where it is not the real one. */
export interface HardOptions {
  readonly upstream: string;
  readonly settings?: Partial<Settings>;
  readonly time?: Partial<Time>;
}

/** Starts an HTTP proxy in front of a DynamoDB Local that makes it as hard as AWS's. */
export async function startHardDynamoDb({ upstream, settings: given, time }: HardOptions): Promise<HardDynamoDb> {
  const behind = connectUpstream(upstream);
  const settings: Settings = { ...DEFAULTS, ...given };
  const stopping = new AbortController();
  // Whoever still waits when it stops need not wait any longer.
  const sleep = (ms: number) => sleepFor(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const world = createWorld(behind, settings, { now: () => performance.now(), sleep, ...time });
  const { faults, trailing, counters, schemas } = world;
  const proxy = await startProxy(world);
  return {
    endpoint: proxy.endpoint,
    set: (changed) => void Object.assign(settings, changed),
    fault: faults.add,
    hold: faults.hold,
    clearFaults: faults.clear,
    pauseIndexes: async () => trailing.pause(await schemas.known()),
    catchUpIndexes: trailing.catchUp,
    counters: counters.seen,
    resetCounters: counters.reset,
    stop: async () => {
      faults.clear();
      stopping.abort();
      await proxy.stop();
      await trailing.dropAll();
      behind.close();
    },
  };
}
