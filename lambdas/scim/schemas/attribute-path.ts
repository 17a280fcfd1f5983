import type { Attribute, Schema } from './attribute.ts';
import { coreAttributes, findAttribute, findExtension, type ResourceType } from './resource-type.ts';

/** What a path that was parsed but not yet looked up says, as typed (RFC 7644 §3.10). */
export interface AttributePath {
  readonly urn?: string;
  readonly name: string;
  readonly subAttribute?: string;
}

/** An attribute found by its path, with the names in their canonical spelling. */
export interface ResolvedAttribute {
  /**
   * The URN of the extension the attribute belongs to; undefined for core and common attributes.
   */
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

export type Resolution =
  | { readonly kind: 'attribute'; readonly resolved: ResolvedAttribute }
  /** The path is the URN of an extension itself. */
  | { readonly kind: 'extension'; readonly schema: Schema }
  /** The path is the URN of the core schema itself. */
  | { readonly kind: 'core' }
  /** `token`: the part of the path that names nothing. */
  | { readonly kind: 'unknown'; readonly token: string };

/** Spells a path the way it was typed, for error texts. */
export const printAttributePath = ({ urn, name, subAttribute }: AttributePath): string =>
  spelled(urn, name, subAttribute);

/** The one spelling of all ways to write a path, which indexes and projections go by. */
export const canonicalPath = ({ extension, attribute, subAttribute }: ResolvedAttribute): string =>
  spelled(extension, attribute.name, subAttribute?.name);

const spelled = (urn: string | undefined, name: string, subAttribute: string | undefined): string =>
  `${urn === undefined ? '' : `${urn}:`}${name}${subAttribute === undefined ? '' : `.${subAttribute}`}`;

/** The attribute whose values stand at a path. */
export const leafOf = ({ attribute, subAttribute }: ResolvedAttribute): Attribute => subAttribute ?? attribute;

/**
 * A complex attribute alone stands for its `value` (RFC 7643 §2.4): `emails` for `emails.value`.
 */
export function withDefaultSubAttribute(resolved: ResolvedAttribute): ResolvedAttribute {
  if (resolved.subAttribute) return resolved;
  const subAttribute = findAttribute(resolved.attribute.subAttributes, 'value');
  return subAttribute ? { ...resolved, subAttribute } : resolved;
}

/**
 * Looks a path up in the schemas of a resource type (RFC 7644 §3.10).
 *
 * A URN ends in a name with dots ("…:2.0:User"), so `urn:…:2.0:User` parses as attribute "User" of
 * "urn:…:2.0", and the dot form `urn:…:User.manager` of old Entra jobs as its sub-attribute: both
 * are told apart here, where the schemas are known.
 */
export function resolveAttributePath(type: ResourceType, path: AttributePath): Resolution {
  if (path.urn === undefined) return inAttributes(coreAttributes(type), path);

  const whole = `${path.urn}:${path.name}`;
  const named = schemaAttributes(type, whole);
  if (named) {
    if (path.subAttribute !== undefined)
      return inAttributes(named.attributes, { name: path.subAttribute }, named.extension);
    return resolveUrn(type, whole);
  }
  const owner = schemaAttributes(type, path.urn);
  if (!owner) return unknown(printAttributePath(path));
  return inAttributes(owner.attributes, path, owner.extension);
}

/** What the URN of a schema stands for, alone. */
export function resolveUrn(type: ResourceType, urn: string): Resolution {
  const named = schemaAttributes(type, urn);
  if (!named) return unknown(urn);
  return named.extension ? { kind: 'extension', schema: named.schema } : { kind: 'core' };
}

const unknown = (token: string): Resolution => ({ kind: 'unknown', token });

function schemaAttributes(
  type: ResourceType,
  urn: string,
): { schema: Schema; attributes: readonly Attribute[]; extension?: string } | undefined {
  if (urn.toLowerCase() === type.schema.id.toLowerCase())
    return { schema: type.schema, attributes: coreAttributes(type) };
  const schema = findExtension(type, urn);
  return schema && { schema, attributes: schema.attributes, extension: schema.id };
}

function inAttributes(attributes: readonly Attribute[], path: AttributePath, extension?: string): Resolution {
  const attribute = findAttribute(attributes, path.name);
  if (!attribute) return unknown(path.name);
  const base = extension === undefined ? { attribute } : { extension, attribute };
  if (path.subAttribute === undefined) return { kind: 'attribute', resolved: base };
  const subAttribute = findAttribute(attribute.subAttributes, path.subAttribute);
  if (!subAttribute) return unknown(`${path.name}.${path.subAttribute}`);
  return { kind: 'attribute', resolved: { ...base, subAttribute } };
}
