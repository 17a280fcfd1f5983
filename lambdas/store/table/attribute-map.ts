import type { Attributes } from '../../scim/resource/resource.ts';
import type { Json } from '../../scim/json.ts';

/**
 * JSON as a DynamoDB map. Nearly all of it is stored as it is; marked with "~" is what the SDK or DynamoDB would change or refuse:
 * keys that are empty or named `__proto__` or `constructor`, keys that start with the mark, and numbers beyond 2^53 or DynamoDB's range.
 */
const MARK = '~';
const NUMBER_KEY = `${MARK}number`;
const MARKED_KEY = /^(?:$|~|__proto__$|constructor$)/;
/** DynamoDB keeps magnitudes from 1e-130 on. */
const SMALLEST = 1e-130;

/** Turns attributes into what the document client can store. */
export function toAttributeMap(attributes: Attributes): Record<string, unknown> {
  return encodeObject(attributes);
}

/** Turns a stored map back into attributes; no key of it can change a prototype. */
export function fromAttributeMap(map: Record<string, unknown>): Attributes {
  return decodeObject(map);
}

function encode(value: Json): unknown {
  if (typeof value === 'number') return isStorable(value) ? value : { [NUMBER_KEY]: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  return isArray(value) ? value.map(encode) : encodeObject(value);
}

function encodeObject(object: { readonly [key: string]: Json }): Record<string, unknown> {
  return mapEntries(object, (key) => (MARKED_KEY.test(key) ? MARK + key : key), encode);
}

function decode(value: unknown): Json {
  if (typeof value !== 'object' || value === null) return value as Json;
  if (Array.isArray(value)) return value.map(decode);
  const object = value as Record<string, unknown>;
  const number = object[NUMBER_KEY];
  return typeof number === 'string' ? Number(number) : decodeObject(object);
}

function decodeObject(object: Record<string, unknown>): { readonly [key: string]: Json } {
  return mapEntries(object, (key) => (key.startsWith(MARK) ? key.slice(MARK.length) : key), decode);
}

/** `Object.fromEntries` defines its keys instead of assigning them: `__proto__` stays a key. */
function mapEntries<From, To>(
  object: { readonly [key: string]: From },
  toKey: (key: string) => string,
  toValue: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [toKey(key), toValue(value)]));
}

function isStorable(number: number): boolean {
  const magnitude = Math.abs(number);
  return number === 0 || (magnitude >= SMALLEST && magnitude <= Number.MAX_SAFE_INTEGER);
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
