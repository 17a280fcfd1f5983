import { fold } from '../fold.ts';
import type { IndexValue } from '../resource/resource.ts';
import { resolvePath, type Rules } from '../rules.ts';
import { findAttribute, type AttributePath } from '../schemas/resource-type.ts';
import { claimAttributes, lookupAttributes, type IndexedAttribute } from './index-values.ts';
import type { Filter } from './ast.ts';

/** The cheapest way to the resources that a filter can match. The whole filter is still tested on what it finds. */
export type AccessPath =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'claim'; readonly claim: IndexValue }
  | { readonly kind: 'lookup'; readonly lookup: IndexValue }
  /** The resources that have this member. */
  | { readonly kind: 'member'; readonly member: string }
  /** The members of this group. */
  | { readonly kind: 'memberOf'; readonly group: string }
  | { readonly kind: 'listing' };

/** What a filter asks about members or groups, which are kept apart from the resource. */
export interface Relation {
  /** An id that must be among them; undefined when there is none. */
  readonly equals: string | undefined;
  /** Whether more is asked than that, so that all of them have to be read. */
  readonly whole: boolean;
}

const RANK: Record<AccessPath['kind'], number> = { id: 0, claim: 1, member: 2, lookup: 3, memberOf: 4, listing: 5 };

/** Chooses by what every match must meet: the `eq` terms that are joined by `and`. */
export function planFilter(filter: Filter | undefined, rules: Rules): AccessPath {
  const candidates = filter ? requiredEqualities(filter).map((equality) => accessPath(equality, rules)) : [];
  return candidates.sort((a, b) => RANK[a.kind] - RANK[b.kind])[0] ?? { kind: 'listing' };
}

interface Equality {
  readonly path: AttributePath;
  readonly value: string;
}

function requiredEqualities(filter: Filter): Equality[] {
  switch (filter.kind) {
    case 'and':
      return [...requiredEqualities(filter.left), ...requiredEqualities(filter.right)];
    case 'compare':
      return filter.operator === 'eq' && filter.value !== null
        ? [{ path: filter.path, value: String(filter.value) }]
        : [];
    case 'element':
      return requiredEqualities(filter.filter).map(({ path, value }) => ({
        path: { ...filter.path, subAttribute: path.name },
        value,
      }));
    case 'or':
    case 'not':
    case 'present':
      return [];
  }
}

function accessPath({ path, value }: Equality, rules: Rules): AccessPath {
  const resolution = resolvePath(rules, path);
  if (resolution.kind !== 'attribute') return { kind: 'listing' };
  const { extension, attribute } = resolution.resolved;
  if (extension === undefined && attribute.name === 'id' && path.subAttribute === undefined)
    return { kind: 'id', id: value };
  // Empty values are stored, but have no claim and no lookup entry (index-values.ts).
  if (value === '') return { kind: 'listing' };
  const subAttribute = resolution.resolved.subAttribute ?? findAttribute(attribute.subAttributes, 'value');
  if (subAttribute?.name === 'value' && isRelated(rules, path)) {
    return rules.type.members === undefined ? { kind: 'memberOf', group: value } : { kind: 'member', member: value };
  }
  const same = (indexed: IndexedAttribute): boolean =>
    indexed.extension === extension && indexed.attribute === attribute && indexed.subAttribute === subAttribute;
  const claim = claimAttributes(rules.type).find(same);
  if (claim) return { kind: 'claim', claim: indexValue(claim, value) };
  const lookup = lookupAttributes(rules.type).find(same);
  return lookup ? { kind: 'lookup', lookup: indexValue(lookup, value) } : { kind: 'listing' };
}

const indexValue = ({ path, subAttribute, attribute }: IndexedAttribute, value: string): IndexValue => ({
  attribute: path,
  value: (subAttribute ?? attribute).caseExact ? value : fold(value),
});

/** What a filter asks about the attribute that is kept apart; undefined when it does not mention it. */
export function relationOf(filter: Filter | undefined, rules: Rules): Relation | undefined {
  const mentions = filter ? pathsOf(filter).filter((path) => isRelated(rules, path)).length : 0;
  if (!filter || mentions === 0) return undefined;
  const ids = requiredEqualities(filter).filter(
    ({ path, value }) => isId(path) && value !== '' && isRelated(rules, path),
  );
  return { equals: ids[0]?.value, whole: mentions > 1 || ids.length === 0 };
}

const isId = ({ subAttribute = 'value' }: AttributePath): boolean => subAttribute.toLowerCase() === 'value';

function isRelated(rules: Rules, path: AttributePath): boolean {
  const { members, memberships } = rules.type;
  const resolution = resolvePath(rules, path);
  if (resolution.kind !== 'attribute' || resolution.resolved.extension !== undefined) return false;
  return resolution.resolved.attribute.name === (members ?? memberships);
}

/** Every attribute that a filter compares, as often as it does. */
function pathsOf(filter: Filter): AttributePath[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(filter.left), ...pathsOf(filter.right)];
    case 'not':
      return pathsOf(filter.filter);
    case 'element':
      return pathsOf(filter.filter).map(() => filter.path);
    case 'compare':
    case 'present':
      return [filter.path];
  }
}
