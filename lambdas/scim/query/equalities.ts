import type { ResolvedAttribute } from '../schemas/attribute-path.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import type { BoundFilter } from './bound-filter.ts';

/** A value that an attribute, or one of its values, must have. */
export interface Equality {
  readonly attrPath: ResolvedAttribute;
  readonly value: string;
}

/** What every match of a filter must meet: its `eq` terms that are joined by `and`. */
export function requiredEqualities(filter: BoundFilter): Equality[] {
  switch (filter.kind) {
    case 'logExp':
      return filter.operator === 'and' ? [...requiredEqualities(filter.left), ...requiredEqualities(filter.right)] : [];
    case 'attrExp':
      return filter.compareOp === 'eq' ? [{ attrPath: filter.attrPath, value: String(filter.compValue) }] : [];
    case 'valuePath':
      return requiredEqualities(filter.valFilter).map(({ attrPath, value }) => ({
        attrPath: { ...filter.attrPath, subAttribute: attrPath.attribute },
        value,
      }));
    case 'not':
      return [];
  }
}

/**
 * Whether an attribute is the one of its type that is kept apart: members of groups, groups of
 * users.
 */
export const isRelated = ({ extension, attribute }: ResolvedAttribute, type: ResourceType): boolean =>
  extension === undefined && attribute.name === (type.members ?? type.memberships);
