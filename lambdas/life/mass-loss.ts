import { DAY, HOUR, MINUTE, WEEK } from '../duration.ts';
import { sizeBefore, type DirectorySize } from './directory-size.ts';
import {
  covers,
  familyOf,
  windowOf,
  type GuardRule,
  type LossFamily,
  type MassHold,
  type WindowName,
} from './guard.ts';

/**
 * Somebody, or a group, that was deactivated, deleted or wiped at a moment, and when it was
 * created; an unknown `created` counts as long ago.
 */
export interface Loss {
  readonly at: string;
  readonly created?: string;
}

/** The windows, the shortest first, in milliseconds. */
const WINDOWS: readonly (readonly [WindowName, number])[] = [
  ['hour', HOUR],
  ['day', DAY],
  ['week', WEEK],
];

/** Half of a directory is too much from so many on, whatever the minimum is. */
const FEWEST = 10;

/** What is counted, against what, and what is known already. */
export interface Counting {
  readonly family: LossFamily;
  readonly rule: GuardRule;
  /** How many there are, and were until the losses. */
  readonly total: number;
  /** How many there were, oldest first. */
  readonly sizes: readonly DirectorySize[];
  readonly holds: readonly MassHold[];
}

/** A stretch of time with too many losses, and of how many. */
export type MassLoss = Pick<MassHold, 'from' | 'to' | 'count' | 'of'> & { readonly window: WindowName };

/**
 * The stretches of time in which too many were lost within an hour, a day or a week: of all that
 * there are, or, of those who were there before the window, more than the part of the size that the
 * directory had then. So whoever is created inside the window is no reason to lose others. `losses`
 * in any order. What lies in a hold that was decided is not counted again, nor what a shorter window
 * holds already.
 */
export function findMassLosses(losses: readonly Loss[], counting: Counting): MassLoss[] {
  const holds = counting.holds.filter((hold) => familyOf(hold) === counting.family);
  const ordered = losses.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const found: MassLoss[] = [];
  for (const [at, [window, length]] of WINDOWS.entries()) {
    const shorter = new Set(WINDOWS.slice(0, at).map(([name]) => name));
    const closed = [
      ...holds.filter((hold) => hold.state !== 'held' || shorter.has(windowOf(hold))),
      ...found.filter((each) => shorter.has(each.window)),
    ];
    const open = ordered.filter((loss) => !closed.some((stretch) => covers(stretch, loss.at)));
    for (const run of runs(open, length, counting)) found.push({ ...run, window });
  }
  return found;
}

/** The stretches of one window. */
function runs(open: readonly Loss[], length: number, counting: Counting): Omit<MassLoss, 'window'>[] {
  const times = open.map(({ at }) => Date.parse(at));
  const isTooMuch = judge(open, counting);
  const all: { first: number; last: number; of: number }[] = [];
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? 0) >= length) first += 1;
    const of = isTooMuch(first, last, time - length);
    if (of === undefined) continue;
    const before = all.at(-1);
    if (before && first <= before.last) before.last = last;
    else all.push({ first, last, of });
  }
  return all.map((run) => ({
    from: open[run.first]?.at ?? '',
    to: open[run.last]?.at ?? '',
    count: run.last - run.first + 1,
    of: run.of,
  }));
}

/** Of how many the losses from `first` to `last` are too many; undefined where they are not. */
function judge(open: readonly Loss[], { family, rule, total, sizes }: Counting) {
  const { percent, minimum } = rule;
  const isPart = (count: number, of: number) => percent < 100 && count * 100 > of * percent;
  const least = (of: number) => Math.min(minimum, Math.max(FEWEST, Math.ceil(of / 2)));
  const countOld = oldCounter(open);
  return (first: number, last: number, begin: number): number | undefined => {
    const count = last - first + 1;
    if (count >= minimum && isPart(count, total)) return total;
    const size = sizeBefore(sizes, begin);
    const of = size?.[family] ?? total;
    if (count < least(of)) return undefined;
    const old = countOld(first, last, size?.at ?? new Date(begin - (begin % MINUTE)).toISOString());
    return old >= least(of) && isPart(old, of) ? of : undefined;
  };
}

/** Counts those of a stretch who were there at a moment, by sums that are made once for each. */
function oldCounter(open: readonly Loss[]): (first: number, last: number, moment: string) => number {
  const sums = new Map<string, readonly number[]>();
  const sumsAt = (moment: string): readonly number[] => {
    const known = sums.get(moment);
    if (known) return known;
    let sum = 0;
    const made = [0, ...open.map(({ created = '' }) => (sum += Number(created <= moment)))];
    sums.set(moment, made);
    return made;
  };
  return (first, last, moment) => {
    const made = sumsAt(moment);
    return (made[last + 1] ?? 0) - (made[first] ?? 0);
  };
}
