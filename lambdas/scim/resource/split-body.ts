import { tooMany } from '../errors.ts';
import { isList, isObject, objectOf, type Json, type JsonObject } from '../json.ts';
import { attributeAt } from '../query/bind-path.ts';
import { coreUrnContainer } from '../quirks/entra/core-urn-container.ts';
import { draftUrns } from '../quirks/entra/draft-urns.ts';
import { extensionAttributesWithoutUrn } from '../quirks/entra/extension-attributes-without-urn.ts';
import { flatKeys } from '../quirks/entra/flat-keys.ts';
import type { Rules } from '../rules.ts';
import type { ResolvedAttribute } from '../schemas/attribute-path.ts';
import { currentUrn } from '../schemas/enterprise-user.ts';
import { coreAttributes, findAttribute, findExtension } from '../schemas/resource-type.ts';

/** As many as operations in a PATCH: each is read, and mostly carried out, like the path of one. */
const MAX_FLAT_KEYS = 2_000;

const tooManyPaths = () =>
  tooMany(
    `the body has more than ${MAX_FLAT_KEYS} keys that are paths; send attributes as the schemas have them, one in the other`,
  );

export type ByUrn = readonly (readonly [string, Json])[];

/** A body by what its keys are. */
export interface SplitBody {
  readonly core: JsonObject;
  readonly extensions: ByUrn;
  readonly paths: JsonObject;
}

export const isUrn = (key: string): boolean => /^urn:/i.test(key);

/**
 * Sorts the keys of a body: attributes of the core, extensions with the bare names of their
 * attributes (quirk extension-attributes-without-urn), and paths.
 */
export function splitBody(body: JsonObject, rules: Rules): SplitBody {
  const core: [string, Json][] = [];
  const bare: (readonly [string, Json])[] = [];
  const sent: (readonly [string, Json])[] = [];
  const flat: { key: string; value: Json; target: ResolvedAttribute }[] = [];
  for (const [key, value] of withoutInnerPaths(withoutCoreContainer(body, rules), rules)) {
    const owner = ownerOf(key, rules);
    const target = owner === undefined ? flatTarget(key, rules) : undefined;
    if (owner !== undefined) bare.push([owner, { [key]: value }]);
    else if (target !== undefined) flat.push({ key, value, target });
    else if (isUrn(key)) sent.push([rules.profile.has(draftUrns) ? currentUrn(key) : key, value]);
    else core.push([key, value]);
  }
  if (flat.length > MAX_FLAT_KEYS) throw tooManyPaths();
  return {
    core: Object.fromEntries(core),
    extensions: mergeByUrn([...bare, ...sent]),
    paths: Object.fromEntries(flat.filter(({ target }) => !isReadOnly(target)).map(({ key, value }) => [key, value])),
  };
}

/** Whether a key is the URN of the core schema, whose value stands beside it (quirk core-urn-container). */
export const isCoreContainer = (key: string, value: Json, { type, profile }: Rules): value is JsonObject =>
  key.toLowerCase() === type.schema.id.toLowerCase() && isObject(value) && profile.has(coreUrnContainer);

/** What stands under the URN of the core schema wins over the same name beside it. */
export function withoutCoreContainer(body: JsonObject, rules: Rules): JsonObject {
  const entries = Object.entries(body);
  const containers = new Set(entries.filter(([key, value]) => isCoreContainer(key, value, rules)));
  if (containers.size === 0) return body;
  const inner = [...containers].flatMap(([, value]) => Object.entries(objectOf(value)));
  const hidden = new Set(inner.map(([name]) => name.toLowerCase()));
  const outer = entries.filter((entry) => !containers.has(entry) && !hidden.has(entry[0].toLowerCase()));
  return Object.fromEntries([...outer, ...inner]);
}

/**
 * The entries of a body; what is a path within the value of an extension stands beside it (quirk
 * flat-keys).
 */
function withoutInnerPaths(body: JsonObject, rules: Rules): [string, Json][] {
  let tried = 0;
  return Object.entries(body).flatMap(([key, value]): [string, Json][] => {
    const extension = findExtension(rules.type, currentUrn(key));
    if (!extension || !isObject(value)) return [[key, value]];
    const own: [string, Json][] = [];
    const paths: [string, Json][] = [];
    for (const [name, content] of Object.entries(value)) {
      const path = `${extension.id}:${name}`;
      const mayBePath = /[.:[]/.test(name);
      if (mayBePath && (tried += 1) > MAX_FLAT_KEYS) throw tooManyPaths();
      if (mayBePath && flatTarget(path, rules)) paths.push([path, content]);
      else own.push([name, content]);
    }
    return [[key, Object.fromEntries(own)], ...paths];
  });
}

/** The extension that a bare name belongs to. */
function ownerOf(key: string, { type, profile }: Rules): string | undefined {
  if (isUrn(key) || findAttribute(coreAttributes(type), key) || !profile.has(extensionAttributesWithoutUrn))
    return undefined;
  return type.extensions.find(({ schema }) => findAttribute(schema.attributes, key))?.schema.id;
}

/** What a key that is a path leads to (quirk flat-keys). What is none is an attribute that nobody declared. */
function flatTarget(key: string, rules: Rules): ResolvedAttribute | undefined {
  const { type, profile } = rules;
  const isName = findAttribute(coreAttributes(type), key) !== undefined || !/[.:[]/.test(key);
  if (isName || !profile.has(flatKeys) || findExtension(type, currentUrn(key))) return undefined;
  return attributeAt(key, rules);
}

/** Whether a key is a path to what the service sets: in a body that says nothing. */
export function isReadOnlyPath(key: string, rules: Rules): boolean {
  const target = attributeAt(key, rules);
  return target !== undefined && isReadOnly(target);
}

const isReadOnly = ({ attribute, subAttribute }: ResolvedAttribute): boolean =>
  attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly';

/** What stands under the URN wins over a bare name. */
function mergeByUrn(parts: ByUrn): ByUrn {
  const merged = new Map<string, readonly [string, Json]>();
  for (const [urn, value] of parts) {
    const [, before] = merged.get(urn.toLowerCase()) ?? [];
    merged.set(urn.toLowerCase(), [urn, isObject(before) && isObject(value) ? { ...before, ...value } : value]);
  }
  return [...merged.values()];
}

/**
 * The value of an extension without a `schemas` that names just the extension: some clients put one
 * into it, and it says nothing (RFC 7643 §3 knows it at the top only).
 */
export function withoutOwnSchemas(value: JsonObject, urn: string): JsonObject {
  const entries = Object.entries(value).filter(([key, inner]) => !isOwnSchemas(key, inner, urn));
  return Object.fromEntries(entries);
}

const isOwnSchemas = (key: string, value: Json, urn: string): boolean =>
  key.toLowerCase() === 'schemas' &&
  isList(value) &&
  value.length === 1 &&
  typeof value[0] === 'string' &&
  value[0].toLowerCase() === urn.toLowerCase();
