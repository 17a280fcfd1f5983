import { momentOf } from './time.ts';

/** When the guard looked for mass losses last, ISO 8601; an older function does not tell. */
export function guardText(lookedAt: string | null | undefined): string {
  if (lookedAt === undefined) return 'the guard looks once an hour';
  return `the guard looks once an hour, ${lookedAt === null ? 'and has not looked yet' : `the last time at ${momentOf(lookedAt)}`}`;
}
