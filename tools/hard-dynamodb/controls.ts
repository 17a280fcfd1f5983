import type { Counters } from './counters.ts';
import type { Fault, Held, Hold } from './faults.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

/** What a test may do to a hard DynamoDB at any moment. */
export interface Controls {
  readonly settings: () => Readonly<Settings>;
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
}

export function createControls({ settings, faults, trailing, counters, schemas }: World): Controls {
  return {
    settings: () => ({ ...settings }),
    set: (changed) => void Object.assign(settings, changed),
    fault: faults.add,
    hold: faults.hold,
    clearFaults: faults.clear,
    pauseIndexes: async () => trailing.pause(await schemas.known()),
    catchUpIndexes: trailing.catchUp,
    counters: counters.seen,
    resetCounters: counters.reset,
  };
}
