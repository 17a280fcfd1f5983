import { isList, isObject, objectOf, type Json } from '../json.ts';
import { comparable } from '../query/compare.ts';
import { valueKey } from '../resource/value.ts';
import { isReference, type Attribute } from '../schemas/attribute.ts';

/** Whether a value of an attribute is one of some that were named: each is looked at once, however many there are. */
export type IsNamed = (element: Json) => boolean;

/** Whether a value is there already: of references it is what they refer to that counts, whatever else was sent. */
export function isOneOf(attribute: Attribute, values: readonly Json[]): IsNamed {
  const keys = new Set(values.map((value) => identity(attribute, value)));
  return (element) => keys.has(identity(attribute, element));
}

function identity(attribute: Attribute, element: Json): string {
  const target = isReference(attribute) && isObject(element) ? element['value'] : undefined;
  return target === undefined ? valueKey(element) : `value ${valueKey(target)}`;
}

/** How many ways of naming a value there are among some: so often each element has to be looked at. */
export const waysOf = (attribute: Attribute, values: readonly Json[]): number =>
  isReference(attribute) ? 1 : new Set(values.map(partsOf)).size;

/**
 * Quirk remove-by-value: the parts that are sent say which value it is, equal as a filter would find
 * them; of a reference it is what it refers to.
 */
export function isMeantBy(attribute: Attribute, values: readonly Json[]): IsNamed {
  if (isReference(attribute)) return isOneOf(attribute, values);
  const ways = [...Map.groupBy(values, partsOf).values()].map((alike) => namedAlike(attribute, alike));
  return (element) => ways.some((isNamed) => isNamed(element));
}

/** The names of the parts that say which value it is; undefined for a simple value. */
const partsOf = (value: Json): string | undefined =>
  isObject(value) ? JSON.stringify(Object.keys(value).toSorted()) : undefined;

/** All of `values` have the same parts. */
function namedAlike(attribute: Attribute, values: readonly Json[]): IsNamed {
  const [first] = values;
  const parts = isObject(first)
    ? (attribute.subAttributes ?? []).filter(({ name }) => Object.hasOwn(first, name))
    : undefined;
  const keyOf = (value: Json): string | undefined => {
    if (!parts) return comparedKey(attribute, value);
    const keys = parts.map((part) => comparedKey(part, objectOf(value)[part.name] ?? null));
    return keys.includes(undefined) ? undefined : JSON.stringify(keys);
  };
  const keys = new Set(values.map(keyOf).filter((key) => key !== undefined));
  return (element) => {
    const key = keyOf(element);
    return key !== undefined && keys.has(key);
  };
}

/** The same for two values where `eq` holds between them; undefined for one that equals none. */
function comparedKey(attribute: Attribute, value: Json): string | undefined {
  if (isList(value) || isObject(value) || value === null) return valueKey(value);
  const compared = comparable(attribute, value);
  return compared === undefined ? undefined : `${typeof compared} ${compared}`;
}
