import { partitionOf, type Charge } from './charges.ts';
import type { UnitKind } from './limits.ts';

/** What a partition was charged. */
interface Units {
  read: number;
  write: number;
}

/** What happened since the last reset. */
export interface Counters {
  /** By operation, as in `PutItem`. */
  readonly calls: Readonly<Record<string, number>>;
  /** By partition, as in `table: pk` or `table/index: pk`. */
  readonly units: Readonly<Record<string, Readonly<Units>>>;
  /** All of them together. */
  readonly total: Readonly<Units>;
  /** Calls, or parts of a batch, that were refused since a partition had no units left. */
  readonly throttled: number;
  /** Calls, or parts of a batch, that were refused since another one was at work on an item. */
  readonly conflicts: number;
  /** Faults that were asked for and happened, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

/** The counters, and what counts. */
export interface Counting {
  readonly seen: () => Counters;
  readonly reset: () => void;
  readonly call: (operation: string) => void;
  readonly charge: (kind: UnitKind, charges: readonly Charge[]) => void;
  readonly refuse: (why: 'throttled' | 'conflicts', times?: number) => void;
  readonly fault: (kind: string) => void;
}

const zero = () => ({
  calls: new Map<string, number>(),
  units: new Map<string, Units>(),
  faults: new Map<string, number>(),
  total: { read: 0, write: 0 },
  throttled: 0,
  conflicts: 0,
});

const increase = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

export function createCounters(): Counting {
  let now = zero();
  return {
    seen: () => ({
      calls: Object.fromEntries(now.calls),
      units: Object.fromEntries([...now.units].map(([name, units]) => [name, { ...units }])),
      faults: Object.fromEntries(now.faults),
      total: { ...now.total },
      throttled: now.throttled,
      conflicts: now.conflicts,
    }),
    reset: () => {
      now = zero();
    },
    call: (operation) => increase(now.calls, operation),
    fault: (kind) => increase(now.faults, kind),
    refuse: (why, times = 1) => {
      now[why] += times;
    },
    charge: (kind, charges) => {
      for (const charge of charges) {
        const name = partitionOf(charge);
        const units = now.units.get(name) ?? { read: 0, write: 0 };
        units[kind] += charge.units;
        now.total[kind] += charge.units;
        now.units.set(name, units);
      }
    },
  };
}
