import type { JsonObject } from '../json.ts';
import type { BoundFilter } from '../query/bound-filter.ts';
import { attributeValue } from '../resource/value.ts';
import type { Rules } from '../rules.ts';

/**
 * The value that a valFilter describes: `[type eq "work" and primary eq true]` is {"type": "work",
 * "primary": true}. Undefined when the filter asks for anything but equalities joined by `and`,
 * because then no one value is meant.
 */
export function describedElement(filter: BoundFilter, rules: Rules): JsonObject | undefined {
  if (filter.kind === 'logExp' && filter.operator === 'and') {
    const left = describedElement(filter.left, rules);
    const right = describedElement(filter.right, rules);
    return left && right && { ...left, ...right };
  }
  if (filter.kind !== 'attrExp' || filter.compareOp !== 'eq') return undefined;
  const { attribute } = filter.attrPath;
  const value = attributeValue(attribute, filter.compValue, attribute.name, rules);
  return value === undefined ? undefined : { [attribute.name]: value };
}
