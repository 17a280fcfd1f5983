import { DAY, HOUR, MINUTE } from '../../../lambdas/duration.ts';
import { count } from './count.ts';

/** As in `12 minutes ago`, `just now` or `in 3 days`, for times in ISO 8601. A day to come that has begun is one. */
export function ago(time: string, now: string): string {
  const distance = Date.parse(time) - Date.parse(now);
  if (Math.abs(distance) < MINUTE) return 'just now';
  return distance < 0 ? `${lengthOf(-distance, Math.floor)} ago` : `in ${lengthOf(distance, Math.ceil)}`;
}

function lengthOf(milliseconds: number, whole: (number: number) => number): string {
  if (milliseconds < 2 * HOUR) return count(whole(milliseconds / MINUTE), 'minute');
  if (milliseconds < 2 * DAY) return count(whole(milliseconds / HOUR), 'hour');
  return count(whole(milliseconds / DAY), 'day');
}

/** The same of a time that may not be known. */
export const agoOf = (time: string | undefined, now: string): string | undefined =>
  time === undefined ? undefined : ago(time, now);

/** A time in ISO 8601 to the second, as the options take it. */
export const momentOf = (time: string): string => time.replace(/\.\d+Z$/, 'Z');

/** A text of the service for people: its times to the second. */
export const momentsIn = (text: string): string => text.replaceAll(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z/g, '$1Z');

/** A moment, and how far away it is: `2027-01-01T08:30:00Z, 3 hours ago`. */
export const momentAndAgo = (time: string | undefined, now: string): string | undefined =>
  time === undefined ? undefined : `${momentOf(time)}, ${ago(time, now)}`;

/** The day of a time in ISO 8601. */
export const dayOf = (time: string | undefined): string | undefined => time?.slice(0, 10);
