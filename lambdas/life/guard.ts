/**
 * When so much of a directory is deactivated, deleted or overwritten that somebody should look
 * before it is erased.
 */
export interface GuardRule {
  /** Percent of the directory. */
  readonly percent: number;
  /** Users; fewer are too many only where they are half of a small directory. */
  readonly minimum: number;
}

/** What the log says of a hold that was made, widened or left undecided for a day. */
export const MASS_DELETE_MESSAGE = 'too many soft deletes at once';

/** The stretches in which losses are counted, the shortest first. */
export type WindowName = 'hour' | 'day' | 'week';

/** Whose losses are counted together: people, and groups. */
export type LossFamily = 'users' | 'groups';

/**
 * A stretch of time in which too many were soft-deleted or overwritten: the purge leaves all of
 * them alone until an operator has decided.
 */
export interface MassHold {
  readonly id: string;
  /** The first and the last of the losses, both included. */
  readonly from: string;
  readonly to: string;
  /** How many there were when it was noticed, and how many the directory had before. */
  readonly count: number;
  readonly of: number;
  readonly noticedAt: string;
  /** held: the purge waits. released: it may go on. restored: they are back. */
  readonly state: 'held' | 'released' | 'restored';
  readonly decidedAt?: string;
  /** Absent: an hour. */
  readonly window?: WindowName;
  /** Absent: users. */
  readonly family?: LossFamily;
  /** When it was last told, if not only when it was noticed. */
  readonly toldAt?: string;
}

type Interval = Pick<MassHold, 'from' | 'to'>;

/** Whether a moment lies in a stretch of time, both ends included. */
export const covers = ({ from, to }: Interval, moment: string | undefined): boolean =>
  moment !== undefined && moment !== '' && moment >= from && moment <= to;

export const windowOf = ({ window = 'hour' }: Pick<MassHold, 'window'>): WindowName => window;
export const familyOf = ({ family = 'users' }: Pick<MassHold, 'family'>): LossFamily => family;

/** The moments of a soft delete. */
interface Gone {
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
}

/** Whether the soft delete, or the DELETE that followed it later, belongs to a hold. */
export const belongsTo = (hold: Interval, { softDeletedAt, deletedAt }: Gone): boolean =>
  covers(hold, softDeletedAt) || covers(hold, deletedAt);

/** Whether a hold keeps the purge from a resource. */
export const isHeldBack = (holds: readonly MassHold[], gone: Gone): boolean =>
  holds.some((hold) => hold.state === 'held' && belongsTo(hold, gone));

/** Whether two stretches of time have a moment in common. */
export const overlaps = (a: Interval, b: Interval): boolean => covers(a, b.from) || covers(b, a.from);

/**
 * A hold with a stretch that overlaps it; `moments` of the stretch that it lacks are counted.
 * Undefined when it lacks none.
 */
export function widened(hold: MassHold, found: Interval, moments: readonly string[]): MassHold | undefined {
  if (covers(hold, found.from) && covers(hold, found.to)) return undefined;
  const added = moments.filter((moment) => covers(found, moment) && !covers(hold, moment));
  return {
    ...hold,
    from: found.from < hold.from ? found.from : hold.from,
    to: found.to > hold.to ? found.to : hold.to,
    count: hold.count + added.length,
  };
}
