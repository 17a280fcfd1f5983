import type { Json } from '../json.ts';
import { leafOf } from '../schemas/attribute-path.ts';
import { valuesAt } from '../schemas/values-at.ts';
import type { BoundComparison, BoundFilter, BoundPresence } from './bound-filter.ts';
import { comparison } from './compare.ts';

/** Tests a resource in its canonical form, or, for a valFilter, one value of an attribute. */
export type Predicate = (resource: unknown) => boolean;

/**
 * The test that a filter is (RFC 7644 §3.4.2.2). A multi-valued attribute matches when any of its
 * values does.
 */
export function compilePredicate(filter: BoundFilter): Predicate {
  switch (filter.kind) {
    case 'attrExp':
      return filter.compareOp === 'pr' ? presence(filter) : comparisonOf(filter);
    case 'valuePath': {
      const values = valuesAt(filter.attrPath);
      const test = compilePredicate(filter.valFilter);
      // Quirk wrapped-values: a simple value is asked as the element that it would be.
      if (filter.attrPath.attribute.type !== 'complex')
        return (resource) => values(resource).some((value) => test({ value }));
      return (resource) => values(resource).some(test);
    }
    case 'not': {
      const test = compilePredicate(filter.filter);
      return (resource) => !test(resource);
    }
    case 'logExp': {
      const [left, right] = [compilePredicate(filter.left), compilePredicate(filter.right)];
      return filter.operator === 'and'
        ? (resource) => left(resource) && right(resource)
        : (resource) => left(resource) || right(resource);
    }
  }
}

function presence({ attrPath }: BoundPresence): Predicate {
  const values = valuesAt(attrPath);
  return (resource) => values(resource).some(isPresent);
}

/** RFC 7644 table 3, `pr`: a non-empty value, or for complex ones a sub-attribute with one. */
function isPresent(value: Json): boolean {
  if (value === null || value === '') return false;
  return typeof value !== 'object' || Object.values(value).some(isPresent);
}

function comparisonOf({ attrPath, compareOp, operand }: BoundComparison): Predicate {
  const values = valuesAt(attrPath);
  const test = comparison(leafOf(attrPath), compareOp, operand);
  if (compareOp !== 'ne') return (resource) => values(resource).some(test);
  // What is not there is not equal to anything.
  return (resource) => {
    const found = values(resource);
    return found.length === 0 || found.some(test);
  };
}
