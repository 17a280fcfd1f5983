import { parseDateTime } from '../date-time.ts';
import { invalidValue, show } from '../errors.ts';
import { fold } from '../fold.ts';
import { property, type Json } from '../json.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { leafOf, withDefaultSubAttribute, type ResolvedAttribute } from '../schemas/attribute-path.ts';
import { elementsAt, isPrimary } from '../schemas/values-at.ts';
import { bindName } from './bind-path.ts';

export type SortValue = string | number | null;

/** How a result is ordered (RFC 7644 §3.4.2.3): by what, and in which direction. */
export interface Sorting {
  readonly valueOf: (resource: unknown) => SortValue;
  readonly descending: boolean;
}

/**
 * Reads `sortBy` and `sortOrder`; undefined when there is no `sortBy`. Throws 400 `invalidValue`.
 */
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
  return { valueOf: sortKey(resolved), descending: /^descending$/i.test(sortOrder ?? '') };
}

/**
 * Orders by value, then by id; a resource without a value comes last when ascending and first when
 * descending.
 */
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
  const resolution = bindName(sortBy, rules, () =>
    invalidValue(`"sortBy" is ${show(sortBy)}; it must be the name of an attribute`),
  );
  if (resolution.kind !== 'attribute')
    throw invalidValue(`"sortBy" is ${show(sortBy)}, which ${rules.type.name} does not have; see /Schemas`);
  const resolved = withDefaultSubAttribute(resolution.resolved);
  const { attribute } = resolved;
  const leaf = leafOf(resolved);
  if (leaf.type === 'complex') {
    throw invalidValue(
      `"sortBy" is ${show(sortBy)}, which is complex; name a sub-attribute such as "${attribute.name}.${attribute.subAttributes?.[0]?.name ?? ''}"`,
    );
  }
  if (leaf.returned === 'never') throw invalidValue(`"sortBy" is ${show(sortBy)}, which is never returned`);
  return resolved;
}

/** Of several values the primary one counts, or else the first (RFC 7644 §3.4.2.3). */
function sortKey(resolved: ResolvedAttribute): (resource: unknown) => SortValue {
  const elements = elementsAt(resolved);
  const { subAttribute } = resolved;
  return (resource) => {
    const all = elements(resource);
    const one = all.find(isPrimary) ?? all[0];
    return comparable(leafOf(resolved), subAttribute ? property(one, subAttribute.name) : one);
  };
}

function comparable(attribute: Attribute, value: Json | undefined): SortValue {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return null;
  if (attribute.type === 'dateTime') return parseDateTime(value) ?? null;
  return attribute.caseExact ? value : fold(value);
}
