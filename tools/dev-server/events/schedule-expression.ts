import { PlainError } from '../../plain-error.ts';
import { DAY, HOUR, MINUTE } from '../../../lambdas/duration.ts';

const UNITS: Record<string, number> = { minute: MINUTE, hour: HOUR, day: DAY };
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const LONGEST_SEARCH_MS = 366 * UNITS['day']!;

/** Gives the time of the next run after a moment; undefined when there is none within a year. */
export type NextRun = (after: Date) => Date | undefined;

/**
 * Reads an EventBridge Scheduler expression: `rate(1 hour)`, or `cron(0 3 ? * MON-FRI *)` in UTC.
 * Throws PlainError for anything else.
 */
export function parseScheduleExpression(expression: string): NextRun {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const interval = Number(rate[1]) * (UNITS[rate[2] ?? ''] ?? 0);
    return (after) => new Date(after.getTime() + interval);
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length === 6) return cron(fields);
  throw new PlainError(`the dev server cannot run the schedule "${expression}": it knows rate(…) and cron(…)`);
}

function cron([minute = '', hour = '', day = '', month = '', weekday = '', year = '']: string[]): NextRun {
  const matches = [
    matchField(minute, (date) => date.getUTCMinutes()),
    matchField(hour, (date) => date.getUTCHours()),
    matchField(day, (date) => date.getUTCDate()),
    matchField(month, (date) => date.getUTCMonth() + 1, MONTHS, 1),
    matchField(weekday, (date) => date.getUTCDay() + 1, DAYS, 1),
    matchField(year, (date) => date.getUTCFullYear()),
  ];
  return (after) => {
    const first = Math.floor(after.getTime() / MINUTE + 1) * MINUTE;
    for (let time = first; time < first + LONGEST_SEARCH_MS; time += MINUTE) {
      const date = new Date(time);
      if (matches.every((match) => match(date))) return date;
    }
    return undefined;
  };
}

/** One cron field: `*`, `?`, a list of values or ranges, each with an optional step. */
function matchField(
  field: string,
  read: (date: Date) => number,
  names: readonly string[] = [],
  offset = 0,
): (date: Date) => boolean {
  const toNumber = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named < 0 ? Number(text) : named + offset;
    if (!Number.isInteger(value)) throw new PlainError(`the dev server cannot read "${field}" in a cron schedule`);
    return value;
  };
  const parts = field.split(',').map((part) => {
    const [range = '', step = '1'] = part.split('/');
    if (range === '*' || range === '?') return { from: 0, to: Infinity, step: toNumber(step) };
    const [from = '', to = part.includes('/') ? 'end' : from] = range.split('-');
    return { from: toNumber(from), to: to === 'end' ? Infinity : toNumber(to), step: toNumber(step) };
  });
  return (date) => {
    const value = read(date);
    return parts.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0);
  };
}
