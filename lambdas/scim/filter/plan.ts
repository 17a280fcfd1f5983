import { fold } from '../fold.ts';
import type { IndexValue } from '../resource/resource.ts';
import { resolvePath, type Rules } from '../rules.ts';
import { findAttribute, type AttributePath } from '../schemas/resource-type.ts';
import { claimAttributes, lookupAttributes, type IndexedAttribute } from '../resource/index-values.ts';
import type { Filter } from './ast.ts';

/** The cheapest way to the resources that a filter can match. The whole filter is still tested on what it finds. */
export type AccessPath =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'claim'; readonly claim: IndexValue }
  | { readonly kind: 'lookup'; readonly lookup: IndexValue }
  | { readonly kind: 'listing' };

const RANK: Record<AccessPath['kind'], number> = { id: 0, claim: 1, lookup: 2, listing: 3 };

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
