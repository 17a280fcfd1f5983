import { partitionOf, type Charge } from './charges.ts';
import type { Settings } from './settings.ts';

export type UnitKind = 'read' | 'write';

/** What each partition has left of the units that it takes in a second. */
export interface Limits {
  /**
   * Whether a partition has nothing left. While it has anything it takes a request of any size, and
   * pays for it afterwards.
   */
  isExhausted: (kind: UnitKind, charge: Charge) => boolean;
  /** Takes units, or gives them back where `times` is -1. */
  take: (kind: UnitKind, charges: readonly Charge[], times?: 1 | -1) => void;
}

interface Bucket {
  units: number;
  at: number;
}

const RATES = { read: 'readUnits', write: 'writeUnits' } as const;

/** Token buckets on a clock in ms. */
export function createLimits(settings: Settings, now: () => number): Limits {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (kind: UnitKind, charge: Charge): Bucket => {
    const name = `${kind} ${partitionOf(charge)}`;
    const rate = settings[RATES[kind]];
    const full = rate * settings.burstSeconds;
    const at = now();
    const bucket = buckets.get(name) ?? { units: full, at };
    const refilled = bucket.units + ((at - bucket.at) / 1_000) * rate;
    bucket.units = Number.isFinite(rate) ? Math.min(full, refilled) : Infinity;
    bucket.at = at;
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    isExhausted: (kind, charge) => bucketOf(kind, charge).units <= 0,
    take: (kind, charges, times = 1) => {
      for (const charge of charges) bucketOf(kind, charge).units -= charge.units * times;
    },
  };
}
