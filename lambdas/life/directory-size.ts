import { DAY, HOUR, WEEK } from '../duration.ts';
import type { LossFamily } from './guard.ts';

/** How many SCIM showed at a moment (ISO 8601), and until the next of these. */
export interface DirectorySize extends Readonly<Record<LossFamily, number>> {
  readonly at: string;
}

/** How long the size of every hour is kept; after that, one of each day. */
const HOURLY = DAY + 2 * HOUR;

const time = ({ at }: DirectorySize): number => Date.parse(at);
const dayOf = ({ at }: DirectorySize): string => at.slice(0, 10);

/**
 * The sizes with one more, oldest first; the same list where it tells nothing new. Only the first
 * of an hour counts, so that nobody writes the list often. Kept is what a week's window may ask
 * for: hours for a day, then the first of each day, and the last one before the week.
 */
export function withSize(sizes: readonly DirectorySize[], size: DirectorySize): readonly DirectorySize[] {
  const last = sizes.at(-1);
  if (last?.users === size.users && last.groups === size.groups) return sizes;
  if (last && time(size) - time(last) < HOUR) return sizes;
  const now = time(size);
  const all = [...sizes, size];
  return all.filter((each, position) => {
    const next = all[position + 1];
    if (next && time(next) <= now - WEEK) return false;
    const before = all[position - 1];
    return now - time(each) <= HOURLY || !before || dayOf(before) !== dayOf(each);
  });
}

/** The size that was there before a moment: the last one up to it, else the first that is known. */
export function sizeBefore(sizes: readonly DirectorySize[], moment: number): DirectorySize | undefined {
  return sizes.findLast((size) => time(size) <= moment) ?? sizes[0];
}
