import { InvalidArgumentError } from 'commander';

const TIME = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * The time that an option names, in ISO 8601 UTC: of a day, its beginning in UTC. A time without a zone is refused:
 * whoever types it would have to know that of the machine. So is a day that the calendar does not have, which `Date`
 * takes for one of the next month.
 */
export function toTime(text: string): string {
  const [, day = ''] = TIME.exec(text) ?? [];
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || !hasDay(day))
    throw new InvalidArgumentError('a time looks like 2027-01-01T00:00:00Z, where Z is UTC, or 2027-01-01.');
  return time.toISOString();
}

function hasDay(text: string): boolean {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
