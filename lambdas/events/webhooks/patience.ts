import { DAY, HOUR, MINUTE, SECOND } from '../../duration.ts';

/**
 * How long is waited after the first failure, the second, and so on; the last one is for all that
 * follow. Seven in the first day, then one for each 20 hours.
 */
const DELAYS = [30 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 20 * HOUR];
/** For how long a change is tried. */
const PATIENCE = 3 * DAY;
/** Of a consumer that says when to come again (Retry-After): how long where it does not, and at most. */
const BUSY = MINUTE;
const LONGEST_BUSY = HOUR;

/** When to try again after so many failures, ISO 8601. */
export const nextTry = (failures: number, now: number): string =>
  isoAt(now + (DELAYS[Math.min(failures, DELAYS.length) - 1] ?? SECOND));

/** Whether what fails since then, ISO 8601, is given up. */
export const isGivenUp = (since: string, now: number): boolean => now - Date.parse(since) >= PATIENCE;

/** What was added to the feed before this moment, ISO 8601, is given up where it cannot be delivered. */
export const givenUpBefore = (now: number): string => isoAt(now - PATIENCE);

/** When a consumer that had too much to do (429) is called again; `asked` in milliseconds. ISO 8601. */
export const afterBusy = (asked: number | undefined, now: number): string =>
  isoAt(now + Math.min(Math.max(asked ?? BUSY, SECOND), LONGEST_BUSY));

export const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();
