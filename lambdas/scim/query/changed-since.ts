import { parseDateTimeOrDate } from '../date-time.ts';
import type { BoundFilter } from './bound-filter.ts';

const AT_LEAST: ReadonlySet<string> = new Set(['gt', 'ge', 'eq']);

/**
 * The moment, in milliseconds, at or after which every match of a filter was changed last: by its
 * terms on `meta.lastModified` that are joined by `and`. Undefined where it has none.
 */
export function changedSince(filter: BoundFilter): number | undefined {
  if (filter.kind === 'logExp') {
    if (filter.operator === 'or') return undefined;
    const moments = [changedSince(filter.left), changedSince(filter.right)].filter((moment) => moment !== undefined);
    return moments.length > 0 ? Math.max(...moments) : undefined;
  }
  if (filter.kind !== 'attrExp' || !AT_LEAST.has(filter.compareOp) || filter.compareOp === 'pr') return undefined;
  const { extension, attribute, subAttribute } = filter.attrPath;
  if (extension !== undefined || attribute.name !== 'meta' || subAttribute?.name !== 'lastModified') return undefined;
  return typeof filter.operand === 'string' ? parseDateTimeOrDate(filter.operand) : undefined;
}
