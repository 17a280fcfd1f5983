import { fold } from '../fold.ts';
import { leafOf, type ResolvedAttribute } from '../schemas/attribute-path.ts';
import { coreAttributes, findExtension, type ResourceType } from '../schemas/resource-type.ts';
import type { BoundFilter } from './bound-filter.ts';
import { isRelated, requiredEqualities, type Equality } from './equalities.ts';
import { indexValue, type IndexValue } from './index-values.ts';
import { claimAttributes, lookupAttributes, type IndexedAttribute } from './indexed-attributes.ts';

/**
 * The cheapest way to the resources that a filter can match. The whole filter is still tested on
 * what it finds.
 */
export type AccessPath =
  /** To nothing: the type has no such attribute (in a search over several types). */
  | { readonly kind: 'none' }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'claim'; readonly claim: IndexValue }
  | { readonly kind: 'lookup'; readonly lookup: IndexValue }
  /** The resources that have this member. */
  | { readonly kind: 'member'; readonly member: string }
  /** The members of this group. */
  | { readonly kind: 'memberOf'; readonly group: string }
  /** The resources that changed since a time, by their ids. */
  | { readonly kind: 'changed'; readonly ids: readonly string[] }
  | { readonly kind: 'listing' };

const RANK: Readonly<Record<AccessPath['kind'], number>> = {
  none: 0,
  id: 1,
  claim: 2,
  member: 3,
  lookup: 4,
  memberOf: 5,
  changed: 6,
  listing: 7,
};

/** Chooses by what every match must meet: the `eq` terms that are joined by `and`. */
export function planFilter(filter: BoundFilter | undefined, type: ResourceType): AccessPath {
  const paths = filter ? requiredEqualities(filter).map((equality) => accessPath(equality, type)) : [];
  return paths.sort((a, b) => RANK[a.kind] - RANK[b.kind])[0] ?? { kind: 'listing' };
}

function accessPath({ attrPath, value }: Equality, type: ResourceType): AccessPath {
  const { extension, attribute, subAttribute } = attrPath;
  if (!hasAttribute(type, attrPath)) return { kind: 'none' };
  if (extension === undefined && attribute.name === 'id') return { kind: 'id', id: value };
  // Empty values are stored, but have no claim and no lookup entry (index-values.ts); one that folds
  // to nothing equals them.
  if (value === '' || (!leafOf(attrPath).caseExact && fold(value) === '')) return { kind: 'listing' };
  if (subAttribute?.name === 'value' && isRelated(attrPath, type)) {
    return type.members === undefined ? { kind: 'memberOf', group: value } : { kind: 'member', member: value };
  }
  const isSame = (indexed: IndexedAttribute): boolean =>
    indexed.extension === extension && indexed.attribute === attribute && indexed.subAttribute === subAttribute;
  const claim = claimAttributes(type).find(isSame);
  if (claim) return { kind: 'claim', claim: indexValue(type, claim, value) };
  const lookup = lookupAttributes(type).find(isSame);
  return lookup ? { kind: 'lookup', lookup: indexValue(type, lookup, value) } : { kind: 'listing' };
}

const hasAttribute = (type: ResourceType, { extension, attribute }: ResolvedAttribute): boolean =>
  (extension === undefined ? coreAttributes(type) : (findExtension(type, extension)?.attributes ?? [])).includes(
    attribute,
  );
