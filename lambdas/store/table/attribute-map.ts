import { isObject, type Json } from '../../scim/json.ts';
import type { Attributes } from '../../scim/resource/resource.ts';

/** Attributes as they are stored. */
export type AttributeMap = { readonly [key: string]: unknown };

/**
 * JSON as a DynamoDB map. Nearly all of it is stored as it is; marked with "~" is what the SDK or
 * DynamoDB would change or refuse: keys that are empty or named `__proto__` or `constructor`, keys
 * that start with the mark, and numbers beyond 2^53 or DynamoDB's range.
 */
const MARK = '~';
const NUMBER_KEY = `${MARK}number`;
const MARKED_KEY = /^(?:$|~|__proto__$|constructor$)/;
/** DynamoDB keeps magnitudes from 1e-130 on. */
const SMALLEST = 1e-130;

/** Turns attributes into what the document client can store. */
export function toAttributeMap(attributes: Attributes): AttributeMap {
  return mapEntries(attributes, (key) => (MARKED_KEY.test(key) ? MARK + key : key), encode);
}

/**
 * Turns a stored map back into attributes; no key of it can change a prototype. Throws where it
 * holds what is no JSON.
 */
export function fromAttributeMap(map: AttributeMap): Attributes {
  return isUnmarked(map)
    ? map
    : mapEntries(map, (key) => (key.startsWith(MARK) ? key.slice(MARK.length) : key), decode);
}

function encode(value: Json): unknown {
  if (typeof value === 'number') return isStorable(value) ? value : { [NUMBER_KEY]: String(value) };
  if (Array.isArray(value)) return value.map(encode);
  return isObject(value) ? toAttributeMap(value) : value;
}

/** Whether a map is JSON as it stands, as nearly all are: then it is taken as it is, and not copied. */
function isUnmarked(map: AttributeMap): map is Attributes {
  for (const key in map) if (key.startsWith(MARK) || !isPlainJson(map[key])) return false;
  return true;
}

function isPlainJson(value: unknown): value is Json {
  if (isSimple(value)) return true;
  if (Array.isArray(value)) return value.every(isPlainJson);
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype && isUnmarked(value);
}

const isSimple = (value: unknown): value is null | string | boolean | number =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';

function decode(value: unknown): Json {
  if (isSimple(value)) return value;
  if (Array.isArray(value)) return value.map(decode);
  if (!isObject(value)) throw new Error(`an attribute is stored as ${typeof value}, which is no JSON`);
  const number = value[NUMBER_KEY];
  return typeof number === 'string' ? Number(number) : fromAttributeMap(value);
}

/** `Object.fromEntries` defines its keys instead of assigning them: `__proto__` stays a key. */
function mapEntries<From, To>(
  object: { readonly [key: string]: From },
  toKey: (key: string) => string,
  toValue: (value: From) => To,
): { readonly [key: string]: To } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [toKey(key), toValue(value)]));
}

function isStorable(number: number): boolean {
  const magnitude = Math.abs(number);
  return number === 0 || (magnitude >= SMALLEST && magnitude <= Number.MAX_SAFE_INTEGER);
}
