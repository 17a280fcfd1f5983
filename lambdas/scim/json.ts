/** A JSON value as it arrives and as it is stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Array.isArray, which does not tell a readonly list from the other kinds of JSON. */
export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

/** A value as a list: a list itself, nothing for null and undefined, and else the one value. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** A value as an object: one without keys where it is none. */
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** What an object holds under a key of its own; undefined where there is none, or no object. */
export const property = (value: unknown, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Equality of JSON values; the order of keys does not matter, the order of elements does. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((element, index) => sameJson(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/**
 * How much a value takes as JSON, which is not made for that: a quarter of its time. `sizeOf` says it of a text, with
 * its quotation marks.
 */
export function jsonSize(value: Json, sizeOf: (text: string) => number): number {
  if (typeof value === 'string') return sizeOf(value);
  if (isList(value))
    return value.reduce<number>((sum, each) => sum + jsonSize(each, sizeOf) + 1, value.length > 0 ? 1 : 2);
  if (!isObject(value)) return String(value).length;
  let size = 1;
  // A colon, and a comma or the end.
  for (const key of Object.keys(value)) size += sizeOf(key) + jsonSize(value[key] ?? null, sizeOf) + 2;
  return Math.max(size, 2);
}

/** In characters; what would be escaped in a text counts as one. */
export const jsonLength = (value: Json): number => jsonSize(value, (text) => text.length + 2);

/** A copy without the keys whose value is undefined. */
export function defined(entries: Iterable<readonly [string, Json | undefined]>): JsonObject {
  return Object.fromEntries([...entries].filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** A copy with one key set, or without it when the value is undefined. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _, ...rest } = object;
  return rest;
}
