import { parseDateTime } from '../date-time.ts';
import { invalidValue, show } from '../errors.ts';
import { parsePath } from './parser.ts';
import { fold } from '../fold.ts';
import { ScimError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { isPrimary } from '../resource/value.ts';
import { resolvePath, type Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { findAttribute, type ResolvedAttribute } from '../schemas/resource-type.ts';

export type SortValue = string | number | null;

/** How a result is ordered (RFC 7644 §3.4.2.3): by what, and in which direction. */
export interface Sorting {
  readonly valueOf: (resource: JsonObject) => SortValue;
  readonly descending: boolean;
}

/** Reads `sortBy` and `sortOrder`; undefined when there is no `sortBy`. Throws 400 `invalidValue`. */
export function readSorting(
  sortBy: string | undefined,
  sortOrder: string | undefined,
  rules: Rules,
): Sorting | undefined {
  if (sortOrder !== undefined && !/^(?:a|de)scending$/i.test(sortOrder)) {
    throw invalidValue(`"sortOrder" is ${show(sortOrder)}; it must be "ascending" or "descending"`);
  }
  if (sortBy === undefined) return undefined;
  const resolved = resolveSortBy(sortBy, rules);
  return { valueOf: (resource) => sortValue(resource, resolved), descending: /^descending$/i.test(sortOrder ?? '') };
}

/** Orders by value, then by id; a resource without a value comes last when ascending and first when descending. */
export function compareSorted(
  a: { readonly sortValue?: SortValue; readonly id: string },
  b: { readonly sortValue?: SortValue; readonly id: string },
  descending: boolean,
): number {
  const order = compareValues(a.sortValue ?? null, b.sortValue ?? null) || compareText(a.id, b.id);
  return descending ? -order : order;
}

function compareValues(a: SortValue, b: SortValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function resolveSortBy(sortBy: string, rules: Rules): ResolvedAttribute {
  const resolution = resolvePath(rules, readName(sortBy));
  if (resolution.kind !== 'attribute')
    throw invalidValue(`"sortBy" is ${show(sortBy)}, which ${rules.type.name} does not have; see /Schemas`);
  const { attribute } = resolution.resolved;
  const subAttribute = resolution.resolved.subAttribute ?? findAttribute(attribute.subAttributes, 'value');
  if (attribute.type === 'complex' && !subAttribute) {
    throw invalidValue(
      `"sortBy" is ${show(sortBy)}, which is complex; name a sub-attribute such as "${attribute.name}.${attribute.subAttributes?.[0]?.name ?? ''}"`,
    );
  }
  if ((subAttribute ?? attribute).returned === 'never')
    throw invalidValue(`"sortBy" is ${show(sortBy)}, which is never returned`);
  return subAttribute ? { ...resolution.resolved, subAttribute } : resolution.resolved;
}

function readName(sortBy: string) {
  try {
    return parsePath(sortBy).path;
  } catch (error) {
    if (error instanceof ScimError)
      throw invalidValue(`"sortBy" is ${show(sortBy)}; it must be the name of an attribute`);
    throw error;
  }
}

function sortValue(resource: JsonObject, { extension, attribute, subAttribute }: ResolvedAttribute): SortValue {
  const owner = extension === undefined ? resource : resource[extension];
  const held = isObject(owner) ? owner[attribute.name] : undefined;
  const single = Array.isArray(held)
    ? ((held as readonly Json[]).find(isPrimary) ?? (held as readonly Json[])[0])
    : held;
  const value = subAttribute ? (isObject(single) ? single[subAttribute.name] : undefined) : single;
  return comparable(subAttribute ?? attribute, value);
}

function comparable(attribute: Attribute, value: Json | undefined): SortValue {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return null;
  if (attribute.type === 'dateTime') return parseDateTime(value) ?? null;
  return attribute.caseExact ? value : fold(value);
}
