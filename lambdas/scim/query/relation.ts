import type { ResolvedAttribute } from '../schemas/attribute-path.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import type { BoundFilter } from './bound-filter.ts';
import { isRelated, requiredEqualities } from './equalities.ts';

/** What a filter asks about members or groups, which are kept apart from the resource. */
export interface Relation {
  /** An id that must be among them; undefined when there is none. */
  readonly equals: string | undefined;
  /** Whether more is asked than that, so that all of them have to be read. */
  readonly whole: boolean;
}

/**
 * What a filter asks about the attribute that is kept apart; undefined when it does not mention it.
 */
export function relationOf(filter: BoundFilter | undefined, type: ResourceType): Relation | undefined {
  const mentions = filter ? attrPathsOf(filter).filter((attrPath) => isRelated(attrPath, type)).length : 0;
  if (!filter || mentions === 0) return undefined;
  const ids = requiredEqualities(filter).filter(
    ({ attrPath, value }) => attrPath.subAttribute?.name === 'value' && value !== '' && isRelated(attrPath, type),
  );
  return { equals: ids[0]?.value, whole: mentions > 1 || ids.length === 0 };
}

/** Every attribute that a filter compares, as often as it does. */
export function attrPathsOf(filter: BoundFilter): ResolvedAttribute[] {
  switch (filter.kind) {
    case 'logExp':
      return [...attrPathsOf(filter.left), ...attrPathsOf(filter.right)];
    case 'not':
      return attrPathsOf(filter.filter);
    case 'valuePath':
      return attrPathsOf(filter.valFilter).map(() => filter.attrPath);
    case 'attrExp':
      return [filter.attrPath];
  }
}
