import type { Filter } from '../../../lambdas/scim/query/syntax.ts';

/** The same filter with every position set to 0. */
export function withoutPositions(filter: Filter): Filter {
  switch (filter.kind) {
    case 'logExp':
      return { ...filter, left: withoutPositions(filter.left), right: withoutPositions(filter.right) };
    case 'not':
      return { ...filter, filter: withoutPositions(filter.filter) };
    case 'valuePath':
      return { ...filter, valFilter: withoutPositions(filter.valFilter), at: 0 };
    case 'attrExp':
      return { ...filter, at: 0 };
  }
}
