import { isRecord } from '../../../tools/json.ts';

/** What a request is about: names, and ids once there are some. */
export type Values = Readonly<Record<string, string>>;

const PLACE = /\{\{(\w+)\}\}/g;

/** A value with `{{name}}` wherever a value stood, keys of objects too. */
export function withPlaces(text: string, values: Values): string {
  const longestFirst = Object.entries(values).toSorted(([, a], [, b]) => b.length - a.length);
  return longestFirst.reduce((left, [name, value]) => (value ? left.replaceAll(value, `{{${name}}}`) : left), text);
}

/** The same value with other values in their places. */
export function fillIn(value: unknown, values: Values): unknown {
  if (typeof value === 'string')
    return value.includes('{{') ? value.replaceAll(PLACE, (_, name: string) => values[name] ?? '') : value;
  if (Array.isArray(value)) return value.map((each) => fillIn(each, values));
  if (!isRecord(value) || value instanceof Set || value instanceof Uint8Array) return value;
  const filled = Object.entries(value).map(([key, each]) => [String(fillIn(key, values)), fillIn(each, values)]);
  return Object.fromEntries(filled);
}
