import { isObject, listOf, property, type Json } from '../json.ts';
import type { ResolvedAttribute } from './attribute-path.ts';

/** Takes values out of a resource, or out of one element of a multi-valued attribute. */
export type Values = (resource: unknown) => readonly Json[];

/**
 * The elements of an attribute, each whole, whether or not the path names a sub-attribute: none
 * where it has no value (RFC 7643 §2.5: null and unassigned are the same), one where it is single.
 */
export function elementsAt({ extension, attribute }: ResolvedAttribute): Values {
  const { name } = attribute;
  if (extension === undefined) return (resource) => assigned(property(resource, name));
  return (resource) => assigned(property(property(resource, extension), name));
}

/**
 * The values at a path: of a sub-attribute those in all elements, and all its own where it has
 * several.
 */
export function valuesAt(resolved: ResolvedAttribute): Values {
  const elements = elementsAt(resolved);
  const { subAttribute } = resolved;
  if (!subAttribute) return elements;
  const { name } = subAttribute;
  return (resource) => elements(resource).flatMap((element) => assigned(property(element, name)));
}

const assigned = (value: Json | undefined): readonly Json[] => {
  const list = listOf(value);
  return list.includes(null) ? list.filter((element) => element !== null) : list;
};

/** At most one value of a multi-valued attribute is the primary one (RFC 7643 §2.4). */
export const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;
