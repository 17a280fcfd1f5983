export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** A target attribute of a mapping: `title`, `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
export interface TargetPath {
  urn?: string;
  attribute: string;
  filter?: { attribute: string; value: string };
  sub?: string;
}

const TARGET = /^(?:(urn:.+):)?([\w$-]+)(?:\[(\w+) eq "([^"]*)"\])?(?:\.(\w+))?$/i;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of `object` with that name in any case (RFC 7643 §2.1: attribute names are case-insensitive). */
export function memberOf(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : object[key];
}

/** The text of a member; empty when there is none or it is no text. */
export function textOf(object: JsonObject, name: string): string {
  const value = memberOf(object, name);
  return typeof value === 'string' ? value : '';
}

/** Reads a target path as Entra's mapping page spells it; throws for anything else. */
export function parseTarget(path: string): TargetPath {
  const [, urn, attribute, filterAttribute, filterValue, sub] = TARGET.exec(path) ?? [];
  if (attribute === undefined) throw new Error(`"${path}" is not a target path such as emails[type eq "work"].value`);
  return {
    ...(urn === undefined ? {} : { urn }),
    attribute,
    ...(filterAttribute === undefined ? {} : { filter: { attribute: filterAttribute, value: filterValue ?? '' } }),
    ...(sub === undefined ? {} : { sub }),
  };
}

function matches(value: Json | undefined, wanted: string): boolean {
  const isScalar = typeof value === 'string' || typeof value === 'boolean';
  return isScalar && String(value).toLowerCase() === wanted.toLowerCase();
}

/** The value that a resource holds at a target path; `undefined` when it holds none (also for null). */
export function readTarget(resource: JsonObject, path: string): Json | undefined {
  const { urn, attribute, filter, sub } = parseTarget(path);
  const container = urn === undefined ? resource : memberOf(resource, urn);
  if (!isObject(container)) return undefined;
  let value = memberOf(container, attribute);
  if (filter !== undefined) {
    const elements = Array.isArray(value) ? value : [];
    value = elements.find((element) => isObject(element) && matches(memberOf(element, filter.attribute), filter.value));
  }
  if (sub !== undefined) value = isObject(value) ? memberOf(value, sub) : undefined;
  return value ?? undefined;
}

function childObject(parent: JsonObject, name: string): JsonObject {
  const existing = parent[name];
  if (isObject(existing)) return existing;
  const created: JsonObject = {};
  parent[name] = created;
  return created;
}

function childElement(parent: JsonObject, name: string, filter: { attribute: string; value: string }): JsonObject {
  const existing = parent[name];
  const elements = Array.isArray(existing) ? existing : [];
  parent[name] = elements;
  const found = elements.find((element) => isObject(element) && element[filter.attribute] === filter.value);
  if (isObject(found)) return found;
  const created: JsonObject = { [filter.attribute]: filter.value };
  elements.push(created);
  return created;
}

/** Puts a value at a target path of a resource that is being built, making what lies on the way. */
export function writeTarget(resource: JsonObject, path: string, value: Json): void {
  const { urn, attribute, filter, sub } = parseTarget(path);
  const container = urn === undefined ? resource : childObject(resource, urn);
  if (filter !== undefined) childElement(container, attribute, filter)[sub ?? 'value'] = value;
  else if (sub === undefined) container[attribute] = value;
  else childObject(container, attribute)[sub] = value;
}
