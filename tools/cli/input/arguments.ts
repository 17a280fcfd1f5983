import { InvalidArgumentError, Option } from 'commander';
import { DAY, HOUR, MINUTE } from '../../../lambdas/duration.ts';

const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };

/** Milliseconds of `90m`, `12h` or `30d`. */
export function toDuration(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const milliseconds = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isNaN(milliseconds)) throw new InvalidArgumentError('a duration looks like 90m, 12h or 30d.');
  return milliseconds;
}

/** The option for that; a week where it is left out. */
export const overlapOption = (description: string): Option =>
  new Option('--overlap <duration>', description).argParser(toOverlap).default(7 * DAY, '7d');

/** How long something that was replaced goes on working, in milliseconds. */
export function toOverlap(text: string): number {
  const milliseconds = toDuration(text);
  if (milliseconds > 365 * DAY) throw new InvalidArgumentError('365d is the longest.');
  return milliseconds;
}

/** What a credential is called in listings. */
export function toLabel(text: string): string {
  if (!/^\P{C}{1,100}$/u.test(text) || text.trim() === '')
    throw new InvalidArgumentError('a label has 1 to 100 characters, and none that controls a terminal.');
  return text;
}

/** The name of a tenant file, without .json. */
export function toTenant(text: string): string {
  if (!/^[a-z][a-z0-9-]{1,29}$/.test(text))
    throw new InvalidArgumentError('a tenant has 2 to 30 characters, a-z, 0-9 and -, the first a letter.');
  return text;
}

/** The time (ISO 8601) so many milliseconds after another one. */
export const later = (time: string, milliseconds: number): string =>
  new Date(Date.parse(time) + milliseconds).toISOString();

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
