import type { JsonObject } from '../json.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import { valuesAt } from '../schemas/values-at.ts';
import { indexValue } from './index-values.ts';
import { claimAttributes, lookupAttributes, referenceAttributes, type IndexedAttribute } from './indexed-attributes.ts';

/** Texts that are looked for: reading what may name one person stays a small part of erasing it. */
const MOST_NAMES = 20;

/** The attributes that a resource is found by, without those that name others. */
export function namingAttributes(type: ResourceType): IndexedAttribute[] {
  const references = new Set(referenceAttributes(type).map(({ path }) => path));
  return [...claimAttributes(type), ...lookupAttributes(type)].filter(({ path }) => !references.has(path));
}

/** What a resource is found by besides its id, as spelled and folded. */
export function namesOf(type: ResourceType, attributes: JsonObject): string[] {
  const spelled = namingAttributes(type).flatMap((naming) =>
    valuesAt(naming)(attributes).flatMap((value) =>
      typeof value === 'string' && value !== '' ? [value, indexValue(type, naming, value).value] : [],
    ),
  );
  return [...new Set(spelled)].slice(0, MOST_NAMES);
}
