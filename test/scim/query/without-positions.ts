import type { Filter } from '../../../lambdas/scim/query/ast.ts';

/** The same filter with every position set to 0. */
export function withoutPositions(filter: Filter): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, left: withoutPositions(filter.left), right: withoutPositions(filter.right) };
    case 'not':
      return { ...filter, filter: withoutPositions(filter.filter) };
    case 'element':
      return { ...filter, filter: withoutPositions(filter.filter), at: 0 };
    case 'compare':
    case 'present':
      return { ...filter, at: 0 };
  }
}
