import { isObject, type Json } from '../scim/json.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import { findExtension, type ResourceType } from '../scim/schemas/resource-type.ts';

/** What says which of several values one is, and no value of its own. */
const LABELS = new Set(['type', 'primary', 'display', '$ref']);

/**
 * The paths at which a user has values, as a client maps onto them: `title`, `name.givenName`,
 * `phoneNumbers[type eq "work"].value`, `<URN>:department`.
 */
export function arrivedPaths(type: ResourceType, attributes: Attributes): string[] {
  const paths = Object.entries(attributes).flatMap(([name, value]) =>
    findExtension(type, name) && isObject(value)
      ? Object.entries(value).flatMap(([inner, innerValue]) => pathsOf(`${name}:${inner}`, innerValue))
      : pathsOf(name, value),
  );
  return [...new Set(paths)];
}

function pathsOf(path: string, value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((element: Json) => pathsOfElement(path, element));
  if (!isObject(value)) return isEmpty(value) ? [] : [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    isEmpty(inner) || LABELS.has(name) ? [] : [`${path}.${name}`],
  );
}

function pathsOfElement(path: string, element: Json): string[] {
  if (!isObject(element)) return pathsOf(path, element);
  const { type } = element;
  return pathsOf(typeof type === 'string' ? `${path}[type eq ${JSON.stringify(type)}]` : path, element);
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === '';
