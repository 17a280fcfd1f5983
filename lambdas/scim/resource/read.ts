import { invalidSyntax, invalidValue, mutability, show } from '../errors.ts';
import { missingMessageSchema } from '../quirks/entra/missing-message-schema.ts';
import { schemaVariants } from '../quirks/entra/schema-variants.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { coreAttributes, findExtension, schemasOf } from '../schemas/resource-type.ts';
import { defined, isList, isObject, listOf, objectOf, sameJson, type Json, type JsonObject } from '../json.ts';
import type { Attributes } from './resource.ts';
import { splitBody, withoutOwnSchemas, type ByUrn } from './split-body.ts';
import { attributeValue, isKept, namedValues } from './value.ts';

/** A body in canonical form, and those of its keys that are paths of their own (quirk flat-keys). */
export interface ReadBody {
  readonly attributes: Attributes;
  readonly paths: JsonObject;
}

/**
 * The attributes of a POST or PUT body in canonical form (RFC 7644 §3.3, §3.5.1): names spelled as
 * in the schemas, read-only attributes and unassigned values left out, values of the right type.
 * What is required may still be missing. Throws 400 `invalidSyntax` or `invalidValue`.
 */
export function readBody(body: unknown, rules: Rules): ReadBody {
  if (!isObject(body))
    throw invalidSyntax(`the body is ${show(body)}; it must be a JSON object that holds one ${rules.type.name}`);
  const { core, extensions, paths } = splitBody(body, rules);
  checkSchemas(core, extensions, rules);
  const attributes = defined([
    ...readAttributes(coreAttributes(rules.type), core, '', rules),
    ...extensions.flatMap(([urn, value]) => readExtension(urn, value, rules)),
  ]);
  return { attributes, paths };
}

/**
 * What a client may set: everything but what is read-only, and what this service discards, which is
 * what is write-only and the URIs of resources.
 */
export const isWritable = (attribute: Attribute): boolean => isKept(attribute) && attribute.name !== 'schemas';

function readAttributes(
  attributes: readonly Attribute[],
  object: JsonObject,
  path: string,
  rules: Rules,
): [string, Json | undefined][] {
  return namedValues(attributes, object, path, rules)
    .filter(([attribute]) => isWritable(attribute))
    .map(([attribute, value]) => {
      const where = path === '' ? attribute.name : `${path}:${attribute.name}`;
      return [attribute.name, attributeValue(attribute, value, where, rules)];
    });
}

function readExtension(urn: string, value: Json, rules: Rules): [string, Json | undefined][] {
  const schema = findExtension(rules.type, urn);
  if (!schema) {
    if (rules.profile.has(unknownAttributes)) {
      rules.leftOut?.(urn);
      return [];
    }
    throw invalidSyntax(
      `${show(urn)} is not an extension of ${rules.type.name}; the extensions are listed at /ResourceTypes`,
    );
  }
  return [[schema.id, readExtensionObject(schema.id, value, rules)]];
}

/** The object under an extension's URN in canonical form; undefined when nothing is in it. */
function readExtensionObject(urn: string, value: Json, rules: Rules): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isObject(value))
    throw invalidValue(`"${urn}" is ${show(value)}; it must be an object with the attributes of the extension`);
  const schema = findExtension(rules.type, urn);
  const read = defined(readAttributes(schema?.attributes ?? [], withoutOwnSchemas(value, urn), urn, rules));
  return Object.keys(read).length > 0 ? read : undefined;
}

/**
 * RFC 7643 §3: `schemas` names the core schema, the extensions that the body holds, and nothing but
 * schemas of the type (docs/adr/0016).
 */
function checkSchemas(core: JsonObject, extensions: ByUrn, { type, profile }: Rules): void {
  const [, schemas] = Object.entries(core).find(([key]) => key.toLowerCase() === 'schemas') ?? [];
  if (schemas === undefined || schemas === null) {
    if (profile.has(missingMessageSchema)) return;
    throw invalidSyntax(`"schemas" is missing; it must name ${type.schema.id} and the extensions in the body`);
  }
  if (!isList(schemas) || !schemas.every((urn) => typeof urn === 'string')) {
    throw invalidValue(`"schemas" is ${show(schemas)}; it must be a list of schema URNs`);
  }
  if (profile.has(schemaVariants)) return;
  const named = schemas.map((urn) => urn.toLowerCase());
  const known = new Set(schemasOf(type).map(({ id }) => id.toLowerCase()));
  const stray = named.find((urn) => !known.has(urn));
  if (stray !== undefined) throw invalidValue(`"schemas" names ${show(stray)}, which is not a schema of ${type.name}`);
  if (!named.includes(type.schema.id.toLowerCase()))
    throw invalidValue(`"schemas" does not name ${type.schema.id}, whose attributes are in the body`);
  const unnamed = extensions.find(
    ([urn, value]) => value !== null && known.has(urn.toLowerCase()) && !named.includes(urn.toLowerCase()),
  );
  if (unnamed !== undefined)
    throw invalidValue(`"schemas" does not name ${show(unnamed[0])}, whose attributes are in the body; add it`);
}

/**
 * RFC 7643 §2.2 `required`: present and, for a string, not empty. Checked on the resource as it
 * would be stored.
 */
export function checkRequired(attributes: Attributes, { type }: Rules): void {
  checkRequiredIn(coreAttributes(type), attributes, '');
  for (const { schema, required } of type.extensions) {
    const extension = attributes[schema.id];
    if (isObject(extension)) checkRequiredIn(schema.attributes, extension, `${schema.id}:`);
    else if (required) throw invalidValue(`the extension ${schema.id} is required`);
  }
}

function checkRequiredIn(definitions: readonly Attribute[], values: Attributes, prefix: string): void {
  for (const attribute of definitions.filter(isWritable)) {
    const value = values[attribute.name];
    const path = `${prefix}${attribute.name}`;
    if (attribute.required && (value === undefined || value === ''))
      throw invalidValue(`"${path}" is required; send a value that is not empty`);
    if (value === undefined || !attribute.subAttributes?.some(({ required }) => required)) continue;
    for (const element of listOf(value).filter(isObject)) {
      checkRequiredIn(attribute.subAttributes, element, `${path}.`);
    }
  }
}

/**
 * An immutable attribute may be set once and then only be sent again as it is (RFC 7643 §2.2, RFC
 * 7644 §3.5.1).
 */
export function checkImmutable(before: Attributes, after: Attributes, { type }: Rules): void {
  const groups = [
    { attributes: coreAttributes(type), from: before, to: after, prefix: '' },
    ...type.extensions.map(({ schema }) => ({
      attributes: schema.attributes,
      from: objectOf(before[schema.id]),
      to: objectOf(after[schema.id]),
      prefix: `${schema.id}:`,
    })),
  ];
  for (const { attributes, from, to, prefix } of groups) checkImmutableIn(attributes, from, to, prefix);
}

/**
 * Values of a multi-valued attribute may come and go as wholes: which one became which, only a
 * PATCH says (patch/multi-valued.ts).
 */
function checkImmutableIn(definitions: readonly Attribute[], from: Attributes, to: Attributes, prefix: string): void {
  for (const { name, mutability: rule, multiValued, subAttributes } of definitions) {
    if (from[name] === undefined || sameJson(from[name], to[name])) continue;
    if (rule === 'immutable') throw immutable(`${prefix}${name}`);
    if (!subAttributes || multiValued) continue;
    checkImmutableIn(subAttributes, objectOf(from[name]), objectOf(to[name]), `${prefix}${name}.`);
  }
}

export const immutable = (path: string) =>
  mutability(`"${path}" is immutable: it cannot be changed once it has a value`);
