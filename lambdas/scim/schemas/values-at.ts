import { isObject, listOf, objectOf, property, withKey, type Json, type JsonObject } from '../json.ts';
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

/**
 * A copy with another value of the attribute at a path, or without it when the value is undefined;
 * an extension of which nothing is left goes.
 */
export function withValueAt(
  resource: JsonObject,
  { extension, attribute: { name } }: ResolvedAttribute,
  value: Json | undefined,
): JsonObject {
  if (extension === undefined) return withKey(resource, name, value);
  const next = withKey(objectOf(resource[extension]), name, value);
  return withKey(resource, extension, Object.keys(next).length > 0 ? next : undefined);
}

/** At most one value of a multi-valued attribute is the primary one (RFC 7643 §2.4). */
export const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;
