import { InvalidArgumentError } from 'commander';

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
export const DAY_MS = 86_400_000;

/** Milliseconds of `90m`, `12h` or `30d`. */
export function toDuration(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const milliseconds = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isNaN(milliseconds)) throw new InvalidArgumentError('a duration looks like 90m, 12h or 30d.');
  return milliseconds;
}

/** The time (ISO 8601) so many milliseconds after another one. */
export const later = (time: string, milliseconds: number): string =>
  new Date(Date.parse(time) + milliseconds).toISOString();

/** A time in ISO 8601, UTC. */
export function toTime(text: string): string {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a time looks like 2027-01-01T00:00:00Z.');
  }
  return time.toISOString();
}

/** A reader of whole numbers in a range, for options such as days or years. */
export const toWholeNumber =
  (what: string, least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`${what} are a whole number from ${least} to ${most}.`);
    }
    return number;
  };
