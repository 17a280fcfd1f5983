import { printFilter } from '../../../lambdas/scim/query/print.ts';
import type { Path } from '../../../lambdas/scim/query/syntax.ts';
import { printAttributePath } from '../../../lambdas/scim/schemas/attribute-path.ts';

/** Spells the path of a PATCH operation so that parsing it gives the same path back. */
export function printPath({ attrPath, valFilter }: Path): string {
  if (!valFilter) return printAttributePath(attrPath);
  const { subAttribute, ...base } = attrPath;
  return `${printAttributePath(base)}[${printFilter(valFilter)}]${subAttribute === undefined ? '' : `.${subAttribute}`}`;
}
