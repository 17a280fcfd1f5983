import { printAttributePath } from '../schemas/resource-type.ts';
import type { Filter, PatchPath } from './ast.ts';

/** Spells a filter so that parsing it gives the same filter back. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${printAttributePath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${printAttributePath(filter.path)} pr`;
    case 'element':
      return `${printAttributePath(filter.path)}[${printFilter(filter.filter)}]`;
    case 'not':
      return `not (${printFilter(filter.filter)})`;
    case 'and':
      return `${operand(filter.left, filter.left.kind === 'or')} and ${operand(filter.right, isLogical(filter.right))}`;
    case 'or':
      return `${operand(filter.left, false)} or ${operand(filter.right, filter.right.kind === 'or')}`;
  }
}

/** Chains bind to the left, so a chain on the right needs parentheses, and so does an `or` below an `and`. */
const operand = (filter: Filter, grouped: boolean): string =>
  grouped ? `(${printFilter(filter)})` : printFilter(filter);
const isLogical = (filter: Filter): boolean => filter.kind === 'and' || filter.kind === 'or';

/** Spells the path of a PATCH operation. */
export function printPath({ path, filter }: PatchPath): string {
  if (!filter) return printAttributePath(path);
  const { subAttribute, ...base } = path;
  return `${printAttributePath(base)}[${printFilter(filter)}]${subAttribute === undefined ? '' : `.${subAttribute}`}`;
}
