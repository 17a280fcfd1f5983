import { DAY, HOUR } from '../../duration.ts';

/** Where the Entra portal has it. */
export const PROVISIONING = 'Enterprise apps, this application, Provisioning';

/** Entra comes every 40 minutes; this long without a request is unusual. Milliseconds. */
export const SILENT_AFTER = 2 * HOUR;

/** As in "12 %". */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
/** Milliseconds as in "6 h". */
export const hours = (milliseconds: number): string => `${Math.round(milliseconds / HOUR)} h`;
/** Milliseconds as in "28 days". */
export const days = (milliseconds: number): string => counted(Math.floor(milliseconds / DAY), 'day', 'days');

/** As in "1 search" or "2 searches". */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What to say of a count; undefined where it is 0. */
export const some = (count: number, what: (count: number) => string): string | undefined =>
  count > 0 ? what(count) : undefined;
