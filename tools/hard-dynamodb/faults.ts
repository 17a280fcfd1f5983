import type { Counting } from './counters.ts';
import { createMatcher, createRandom, type Matches, type Matching } from './matching.ts';

/** What may happen to a call, and when: instead of it, before it, or after it was carried out. */
export const FAULTS = {
  /** Refused as if a partition had no units left. */
  throttle: 'instead',
  /** Refused as if the table had taken the most that was set for it. */
  ceiling: 'instead',
  /** Refused as if another request were at work on its items; reads do not conflict. */
  conflict: 'instead',
  /** 500 InternalServerError, and nothing was done. */
  error: 'instead',
  /** The connection breaks, and nothing was done. */
  reset: 'instead',
  /** Never answered, and nothing was done. */
  blackHole: 'instead',
  /** Carried out `ms` later than it came, 5 s where nothing is said. */
  delay: 'before',
  /** Carried out, and the connection breaks before the answer. */
  lost: 'after',
  /** Carried out, and answered with 500 InternalServerError. */
  errorAfter: 'after',
} as const;

type FaultKind = keyof typeof FAULTS;

/** A fault, and the calls that it happens to. */
export interface Fault extends Matching {
  readonly kind: FaultKind;
  readonly ms?: number;
}

/** A call that is kept in flight until it is let go. */
export interface Held {
  /** Resolves when the call is there. */
  readonly arrived: Promise<void>;
  readonly release: () => void;
}

/** Where to hold a call: its items are claimed at both moments, and written after the first. */
export interface Hold extends Matching {
  readonly when?: 'before' | 'after';
}

/** What can conflict: other calls are no matches for a conflict. */
const CONFLICTING = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'TransactGetItems',
] as const;

/** What is to happen to calls; the first fault that matches does. */
export interface Faults {
  /** Returns what takes the fault back. */
  add: (fault: Fault) => () => void;
  /** Holds the first call that matches. */
  hold: (hold: Hold) => Held;
  /** Takes all faults back and lets go of all calls. */
  clear: () => void;
  next: (operation: string, hashes: readonly string[]) => Fault | undefined;
  /** Resolves when a call may go on; the same call asks once for each moment. */
  pass: (when: 'before' | 'after', operation: string, hashes: readonly string[]) => Promise<void>;
}

interface Rule {
  readonly fault: Fault;
  readonly matches: Matches;
}

interface Gate {
  readonly when: 'before' | 'after';
  readonly matches: Matches;
  readonly enter: () => Promise<void>;
  readonly release: () => void;
}

export function createFaults(seed: () => number, counters: Counting): Faults {
  const faults = new Set<Rule>();
  const gates = new Set<Gate>();
  return {
    add: (fault) => {
      // Another one for each fault, so that two of the same rate do not meet at the same calls.
      const matching = fault.kind === 'conflict' ? { operation: CONFLICTING, ...fault } : fault;
      const rule = { fault, matches: createMatcher(matching, createRandom(seed() + faults.size)) };
      faults.add(rule);
      return () => void faults.delete(rule);
    },
    hold: ({ when = 'before', times = 1, ...matching }) => {
      const there = Promise.withResolvers<void>();
      const free = Promise.withResolvers<void>();
      const enter = (): Promise<void> => {
        there.resolve();
        return free.promise;
      };
      const gate = { when, matches: createMatcher({ ...matching, times }, Math.random), enter, release: free.resolve };
      gates.add(gate);
      const release = (): void => {
        gates.delete(gate);
        free.resolve();
      };
      return { arrived: there.promise, release };
    },
    clear: () => {
      faults.clear();
      for (const { release } of gates) release();
      gates.clear();
    },
    next: (operation, hashes) => {
      // Every fault counts every call, whichever of them happens.
      const hits = [...faults].flatMap(({ fault, matches }) => (matches(operation, hashes) ? [fault] : []));
      const [first] = hits;
      if (first) counters.fault(first.kind);
      return first;
    },
    pass: async (when, operation, hashes) => {
      const here = [...gates].filter((gate) => gate.when === when && gate.matches(operation, hashes));
      await Promise.all(here.map(({ enter }) => enter()));
    },
  };
}
