import { HOUR } from '../duration.ts';
import type { Lifecycle } from './lifecycle.ts';

/**
 * When so much of a directory is deactivated or deleted within an hour that somebody should look
 * before it is erased.
 */
export interface GuardRule {
  /** Percent of the directory. */
  readonly percent: number;
  /** Users; fewer are never too many. */
  readonly minimum: number;
}

/** What the log says of a hold that was made or widened; a metric filter counts the lines. */
export const MASS_DELETE_MESSAGE = 'too many soft deletes at once';

/**
 * A stretch of time in which too many were soft-deleted: the purge leaves all of them alone until
 * an operator has decided.
 */
export interface MassHold {
  readonly id: string;
  /** The first and the last of the soft deletes, both included. */
  readonly from: string;
  readonly to: string;
  /** How many there were when it was noticed, and how many users the directory had. */
  readonly count: number;
  readonly of: number;
  readonly noticedAt: string;
  /** held: the purge waits. released: it may go on. restored: they are back. */
  readonly state: 'held' | 'released' | 'restored';
  readonly decidedAt?: string;
}

type Interval = Pick<MassHold, 'from' | 'to'>;

const contains = ({ from, to }: Interval, moment: string | undefined): boolean =>
  moment !== undefined && moment !== '' && moment >= from && moment <= to;

/** Whether the soft delete, or the DELETE that followed it later, belongs to a hold. */
export const belongsTo = (hold: Interval, { softDeletedAt, deletedAt }: Lifecycle): boolean =>
  contains(hold, softDeletedAt) || contains(hold, deletedAt);

/** Whether a hold keeps the purge from a resource. */
export const isHeldBack = (holds: readonly MassHold[], lifecycle: Lifecycle): boolean =>
  holds.some((hold) => hold.state === 'held' && belongsTo(hold, lifecycle));

/** Whether two stretches of time have a moment in common. */
export const overlaps = (a: Interval, b: Interval): boolean => contains(a, b.from) || contains(b, a.from);

/**
 * A hold with a stretch that overlaps it; `moments` of the stretch that it lacks are counted.
 * Undefined when it lacks none.
 */
export function widened(hold: MassHold, found: Interval, moments: readonly string[]): MassHold | undefined {
  if (contains(hold, found.from) && contains(hold, found.to)) return undefined;
  const added = moments.filter((moment) => contains(found, moment) && !contains(hold, moment));
  return {
    ...hold,
    from: found.from < hold.from ? found.from : hold.from,
    to: found.to > hold.to ? found.to : hold.to,
    count: hold.count + added.length,
  };
}

/**
 * The stretches of time in which too many of `total` users were soft-deleted within an hour.
 * `moments`: one per soft delete and per DELETE, in any order. What lies in a hold that was decided
 * is not counted again.
 */
export function findMassDeletes(
  moments: readonly string[],
  total: number,
  { percent, minimum }: GuardRule,
  holds: readonly MassHold[],
): (Interval & { readonly count: number })[] {
  const decided = holds.filter(({ state }) => state !== 'held');
  const open = moments.filter((moment) => !decided.some((hold) => contains(hold, moment))).toSorted();
  const times = open.map((moment) => Date.parse(moment));
  const tooMany = (count: number): boolean => count >= minimum && count * 100 > total * percent;
  const found: { first: number; last: number }[] = [];
  let first = 0;
  for (let last = 0; last < open.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= HOUR) first += 1;
    if (!tooMany(last - first + 1)) continue;
    const before = found.at(-1);
    if (before && first <= before.last) before.last = last;
    else found.push({ first, last });
  }
  return found.map((run) => ({
    from: open[run.first] ?? '',
    to: open[run.last] ?? '',
    count: run.last - run.first + 1,
  }));
}
