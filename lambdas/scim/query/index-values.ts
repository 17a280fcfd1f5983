import { invalidValue } from '../errors.ts';
import { fold } from '../fold.ts';
import type { JsonObject } from '../json.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import { valuesAt } from '../schemas/values-at.ts';
import { leafOf } from '../schemas/attribute-path.ts';
import { claimAttributes, lookupAttributes, type IndexedAttribute } from './indexed-attributes.ts';

/**
 * A transaction holds 100 items: 40 lookups that go and 40 that come leave room for the resource,
 * its claims and its counter.
 */
const MAX_INDEX_VALUES = 40;

/**
 * What a resource can be found by besides its id: `attribute` is the path the index is named after,
 * `value` is already folded.
 */
export interface IndexValue {
  readonly attribute: string;
  readonly value: string;
  /** The unique attribute beside whose claim of the value a lookup stands, so that one read finds both. */
  readonly beside?: string;
}

/** Claims are unique within the resource type, lookups are not. */
export interface IndexValues {
  readonly claims: readonly IndexValue[];
  readonly lookups: readonly IndexValue[];
}

/**
 * The values a resource can be found by. Throws 400 `invalidValue` when there are more than a
 * transaction can move.
 */
export function indexValues(type: ResourceType, attributes: JsonObject): IndexValues {
  const lookedUp = lookupAttributes(type);
  const values = (of: readonly IndexedAttribute[]): IndexValue[] =>
    of.flatMap((indexed) => valuesOf(type, indexed, attributes));
  const claims = values(claimAttributes(type));
  const isClaimed = ({ beside, value }: IndexValue): boolean =>
    claims.some((claim) => claim.attribute === beside && claim.value === value);
  const result = { claims, lookups: values(lookedUp).filter((lookup) => !isClaimed(lookup)) };
  if (result.lookups.length > MAX_INDEX_VALUES) {
    throw invalidValue(
      `the resource has ${result.lookups.length} values in ${lookedUp.map(({ path }) => path).join(', ')}; at most ${MAX_INDEX_VALUES} are allowed`,
    );
  }
  return result;
}

const GONE = 'gone.';

/**
 * What a deleted resource is found by in the place of its claims, which are free again. Its lookups
 * stay.
 */
export const goneValues = (type: ResourceType, attributes: JsonObject): readonly IndexValue[] =>
  claimAttributes(type)
    .filter(({ path }) => type.identifiedBy?.includes(path))
    .flatMap((indexed) => valuesOf(type, indexed, attributes))
    .map(({ attribute, value }) => ({ attribute: `${GONE}${attribute}`, value }));

/** What a resource is known by to the client that creates it again, once it is deleted. */
export function identityOf(type: ResourceType, attributes: JsonObject): IndexValue | undefined {
  const identity = lookupAttributes(type).find(({ path }) => path === type.identifiedBy?.[0]);
  return identity && valuesOf(type, identity, attributes)[0];
}

/** How a value stands in an index: folded, unless its case matters. */
export function indexValue(type: ResourceType, indexed: IndexedAttribute, value: string): IndexValue {
  const beside = type.lookupsByClaim?.[indexed.path];
  return {
    attribute: indexed.path,
    value: leafOf(indexed).caseExact ? value : fold(value),
    ...(beside !== undefined && { beside }),
  };
}

/** Each value once; empty ones have no entry. */
function valuesOf(type: ResourceType, indexed: IndexedAttribute, attributes: JsonObject): IndexValue[] {
  const texts = valuesAt(indexed)(attributes)
    .filter((value) => value !== '')
    .map((value) => indexValue(type, indexed, typeof value === 'string' ? value : JSON.stringify(value)));
  return [...new Map(texts.map((entry) => [entry.value, entry])).values()];
}
