import { invalidSyntax, invalidValue, show } from '../errors.ts';
import { bareReferences } from '../quirks/entra/bare-references.ts';
import { emptyValues } from '../quirks/entra/empty-values.ts';
import { nullElements } from '../quirks/entra/null-elements.ts';
import { severalPrimaries } from '../quirks/entra/several-primaries.ts';
import { singleForList } from '../quirks/entra/single-for-list.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import { wrappedValues } from '../quirks/entra/wrapped-values.ts';
import type { Rules } from '../rules.ts';
import { isOwnUri, isReference, type Attribute, type AttributeType } from '../schemas/attribute.ts';
import { findAttribute, findExtension, hasDefault } from '../schemas/resource-type.ts';
import { isPrimary } from '../schemas/values-at.ts';
import { defined, isList, isObject, listOf, type Json, type JsonObject } from '../json.ts';
import { expected, simpleValue } from './simple-value.ts';

/**
 * More than a directory holds of one attribute of one person: Active Directory keeps about 1,300
 * values of an attribute that is no link. Everything that a request does with values is in
 * proportion to them.
 */
const MAX_VALUES = 2_000;
/** Members are kept apart from their resource, and a request changes so many. */
const MAX_MEMBERS = 10_000;

/**
 * The value of an attribute in canonical form, or undefined when it is unassigned: null and the
 * empty list are no value (RFC 7643 §2.5). Read-only sub-attributes are left out (RFC 7644 §3.3), and
 * so is the `$ref` of what refers to a resource; write-only ones are discarded, unknown ones are left
 * out or refused by profile. Throws 400 `invalidValue` or `invalidSyntax` naming `path`.
 */
export function attributeValue(
  attribute: Attribute,
  value: Json | undefined,
  path: string,
  rules: Rules,
): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (!attribute.multiValued) return singleValue(attribute, value, path, rules);
  if (!isList(value) && !rules.profile.has(singleForList))
    throw invalidValue(`"${path}" is ${show(value)}; it is multi-valued and must be a list`);
  return elements(attribute, value, path, rules);
}

/**
 * The values of a multi-valued attribute; a single value counts as a list of one, as PATCH allows
 * (RFC 7644 §3.5.2.1).
 */
export function elements(attribute: Attribute, value: Json, path: string, rules: Rules): readonly Json[] | undefined {
  const list = listOf(value);
  checkCount(attribute, list.length, path, rules);
  const nested = list.findIndex(isList);
  if (nested !== -1)
    throw invalidValue(
      `"${path}[${nested}]" is a list; a value of a multi-valued attribute must be ${expected(attribute)}`,
    );
  const single = { ...attribute, multiValued: false };
  const values = list
    .map((element, index) => elementOf(single, element, `${path}[${index}]`, rules))
    .filter((element) => element !== undefined);
  const primaries = values.filter(isPrimary);
  if (primaries.length > 1 && !rules.profile.has(severalPrimaries))
    throw invalidValue(`"${path}" has ${primaries.length} values with "primary": true; at most one is allowed`);
  return values.length > 0 ? withoutDuplicates(onlyPrimary(values, primaries.at(-1))) : undefined;
}

/**
 * Throws 400 `invalidValue` (RFC 7644 §3.12: not compatible with the schema; `tooMany` is for
 * filters) where an attribute would have more values than one may.
 */
export function checkCount(attribute: Attribute, count: number, path: string, { type }: Rules): void {
  const most = attribute.name === type.members ? MAX_MEMBERS : MAX_VALUES;
  if (count > most)
    throw invalidValue(
      `"${path}" would have ${count} values; at most ${most} are allowed, remove what is not needed any more`,
    );
}

function elementOf(single: Attribute, element: Json, path: string, rules: Rules): Json | undefined {
  const content = unwrapped(single, element, rules);
  if (content !== null) return singleValue(single, content, path, rules);
  if (element === null) checkNull(path, rules);
  return undefined;
}

/** Throws 400 `invalidValue` for null within a list, where it is not left out (quirk null-elements). */
export function checkNull(path: string, { profile }: Rules): void {
  if (!profile.has(nullElements))
    throw invalidValue(`"${path}" is null; leave it out, or send null for the whole list`);
}

/** Quirk wrapped-values: {"value": x} for x, and {}, "" and {"value": ""} for none. */
function unwrapped({ type }: Attribute, element: Json, { profile }: Rules): Json {
  if (type === 'complex' || !profile.has(wrappedValues)) return element;
  const content = isObject(element) ? contentOf(element) : element;
  return content === '' ? null : content;
}

function contentOf(element: JsonObject): Json {
  const entries = Object.entries(element);
  if (entries.length === 0) return null;
  const [, content = element] = entries.find(([key]) => key.toLowerCase() === 'value') ?? [];
  return content;
}

/** RFC 7643 §2.4, RFC 7644 §3.5.2: when a value is the primary one, no other is; as they are without one. */
export const onlyPrimary = (values: readonly Json[], primary: Json | undefined): readonly Json[] =>
  primary === undefined
    ? values
    : values.map((value) =>
        value !== primary && isObject(value) && isPrimary(value) ? { ...value, primary: false } : value,
      );

/** The same for two values that are the same in every part, whatever the order of these. */
export const valueKey = (value: Json): string =>
  JSON.stringify(isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);

/**
 * Of values that are the same in every part only the first is kept (RFC 7643 §2.4), whatever the
 * order of their parts.
 */
export function withoutDuplicates(values: readonly Json[]): readonly Json[] {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = valueKey(value);
    return !seen.has(key) && seen.add(key);
  });
}

function singleValue(attribute: Attribute, value: Json, path: string, rules: Rules): Json | undefined {
  if (isUnassigned(attribute, value, rules)) return undefined;
  if (attribute.type !== 'complex') return simpleValue(attribute, value, path, rules.profile);
  const object = isObject(value) ? value : bareReference(attribute, value, rules);
  if (object === undefined) return undefined;
  if (!isObject(object)) throw invalidValue(`"${path}" is ${show(value)}; it must be ${expected(attribute)}`);
  return complexValue(attribute, object, path, rules);
}

const EMPTY_IS_NONE: ReadonlySet<AttributeType> = new Set(['boolean', 'integer', 'decimal', 'dateTime', 'complex']);

/** Quirk empty-values: "" for what no empty string can be. */
const isUnassigned = (attribute: Attribute, value: Json, rules: Rules): boolean =>
  value === '' &&
  EMPTY_IS_NONE.has(attribute.type) &&
  rules.profile.has(emptyValues) &&
  !hasDefault(rules.type, attribute);

/** Quirk bare-references: "id", [{"value": "id"}] and "" for {"value": "id"} and for none. */
function bareReference(attribute: Attribute, value: Json, { profile }: Rules): Json | undefined {
  if (!profile.has(bareReferences) || !findAttribute(attribute.subAttributes, 'value')) return value;
  const only = isList(value) && value.length <= 1 ? value[0] : value;
  if (only === '' || only === undefined || only === null) return undefined;
  return typeof only === 'string' ? { value: only } : only;
}

/** A reference without a target is none: Entra clears a manager with {"value": ""}. */
const isEmptyReference = (attribute: Attribute, object: JsonObject, { profile }: Rules): boolean =>
  profile.has(bareReferences) && !attribute.multiValued && object['value'] === '' && isReference(attribute);

/** Whether what a client sends for it is kept: it is not where the service sets it, or discards it. */
export const isKept = (attribute: Attribute): boolean =>
  attribute.mutability !== 'readOnly' && attribute.mutability !== 'writeOnly' && !isOwnUri(attribute);

function complexValue(attribute: Attribute, object: JsonObject, path: string, rules: Rules): JsonObject | undefined {
  const entries = namedValues(attribute.subAttributes ?? [], object, path, rules)
    .filter(([subAttribute]) => isKept(subAttribute))
    .map(
      ([subAttribute, value]) =>
        [subAttribute.name, attributeValue(subAttribute, value, `${path}.${subAttribute.name}`, rules)] as const,
    );
  const result = defined(entries);
  return Object.keys(result).length === 0 || isEmptyReference(attribute, result, rules) ? undefined : result;
}

/**
 * Pairs the keys of an object with the attributes they name (names have no case, RFC 7643 §2.1). A
 * key that names nothing is left out or refused by profile; one attribute under two spellings is
 * refused, because nobody can tell which one is meant.
 */
export function namedValues(
  attributes: readonly Attribute[],
  object: JsonObject,
  path: string,
  { type, profile, leftOut }: Rules,
): (readonly [Attribute, Json])[] {
  const seen = new Set<Attribute>();
  const named: (readonly [Attribute, Json])[] = [];
  for (const [key, value] of Object.entries(object)) {
    const attribute = findAttribute(attributes, key);
    const where = path === '' ? key : `${path}.${key}`;
    if (!attribute) {
      if (profile.has(unknownAttributes)) {
        leftOut?.(findExtension(type, path) ? `${path}:${key}` : where);
        continue;
      }
      throw invalidSyntax(
        `${show(where)} is not an attribute of this resource type; the attributes are listed at /Schemas`,
      );
    }
    if (seen.has(attribute))
      throw invalidSyntax(`${show(where)} appears twice under different spellings; send it once`);
    seen.add(attribute);
    named.push([attribute, value]);
  }
  return named;
}
