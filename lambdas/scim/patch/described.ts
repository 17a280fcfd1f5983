import type { Filter } from '../query/ast.ts';
import { attributeValue } from '../resource/value.ts';
import type { JsonObject } from '../json.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { findAttribute } from '../schemas/resource-type.ts';

/**
 * The element that a value filter describes: `[type eq "work" and primary eq true]` is {"type": "work", "primary": true}. Undefined when the
 * filter asks for anything but equalities joined by `and`, because then no one element is meant.
 */
export function describedElement(filter: Filter, attribute: Attribute, rules: Rules): JsonObject | undefined {
  if (filter.kind === 'and') {
    const left = describedElement(filter.left, attribute, rules);
    const right = describedElement(filter.right, attribute, rules);
    return left && right && { ...left, ...right };
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.value === null) return undefined;
  const subAttribute = findAttribute(attribute.subAttributes, filter.path.name);
  if (!subAttribute) return undefined;
  const value = attributeValue(subAttribute, filter.value, subAttribute.name, rules);
  return value === undefined ? undefined : { [subAttribute.name]: value };
}
