import { printAttributePath } from '../schemas/attribute-path.ts';
import type { Filter } from './syntax.ts';

/** Spells a filter so that parsing it gives the same filter back. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'attrExp': {
      const name = printAttributePath(filter.attrPath);
      return filter.compareOp === 'pr'
        ? `${name} pr`
        : `${name} ${filter.compareOp} ${JSON.stringify(filter.compValue)}`;
    }
    case 'valuePath':
      return `${printAttributePath(filter.attrPath)}[${printFilter(filter.valFilter)}]`;
    case 'not':
      return `not (${printFilter(filter.filter)})`;
    case 'logExp': {
      const { operator, left, right } = filter;
      const isAnd = operator === 'and';
      return `${operand(left, isAnd && isOr(left))} ${operator} ${operand(right, isAnd ? right.kind === 'logExp' : isOr(right))}`;
    }
  }
}

/**
 * Chains bind to the left, so one on the right needs parentheses, and so does an `or` below an
 * `and`.
 */
const operand = (filter: Filter, isGrouped: boolean): string =>
  isGrouped ? `(${printFilter(filter)})` : printFilter(filter);
const isOr = (filter: Filter): boolean => filter.kind === 'logExp' && filter.operator === 'or';
