import { commonAttributes } from './common.ts';
import type { JsonObject } from '../json.ts';
import type { Attribute, Schema } from './attribute.ts';

/** A resource type (RFC 7643 §6) and what the store must be able to find its resources by. */
export interface ResourceType {
  readonly name: string;
  /** Path below the SCIM base, with its slash. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /** Paths whose values get a lookup entry, so that a filter by equality on them is one strongly consistent read. */
  readonly lookups: readonly string[];
  /** Values a resource has when the client sends none. */
  readonly defaults: JsonObject;
  /** Whether a DELETE keeps the resource for the retention time, out of SCIM's sight, before the purge erases it. */
  readonly softDelete: boolean;
  /** Indexed attributes by which a client knows a resource again that it deleted: the first one counts where both sides have it. */
  readonly identifiedBy?: readonly string[];
  /** Complex attributes that name another resource by its id; they have lookup entries, and go when that resource is erased. */
  readonly references?: readonly string[];
  /** The multi-valued attribute whose values are kept apart from the resource, one by one, because there may be any number: "members". */
  readonly members?: string;
  /** The read-only attribute that tells whose member the resource is: "groups". */
  readonly memberships?: string;
  /** Whether a resource of this type can be the member of another one. */
  readonly canBeMember?: boolean;
  /** What a PATCH answers when the client asks for no attributes: the resource, or nothing, because it may be large (RFC 7644 §3.5.2). */
  readonly patchStatus: 200 | 204;
}

/** The type whose resources have members; undefined where no type has. */
export const groupTypeOf = (types: readonly ResourceType[]): ResourceType | undefined =>
  types.find(({ members }) => members !== undefined);

/** An attribute found by its path, with the names in their canonical spelling. */
export interface ResolvedAttribute {
  /** The URN of the extension the attribute belongs to; undefined for the core schema and the common attributes. */
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

/** What a path that was parsed but not yet looked up says, as typed. */
export interface AttributePath {
  readonly urn?: string;
  readonly name: string;
  readonly subAttribute?: string;
}

export type Resolution =
  | { readonly kind: 'attribute'; readonly resolved: ResolvedAttribute }
  /** The path is the URN of an extension itself. */
  | { readonly kind: 'extension'; readonly schema: Schema }
  | { readonly kind: 'unknown'; readonly token: string };

/** Finds an attribute by name; names have no case (RFC 7643 §2.1). */
export function findAttribute(attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined {
  const lower = name.toLowerCase();
  return attributes?.find((candidate) => candidate.name.toLowerCase() === lower);
}

/** The top-level attributes of the core schema with the common ones (RFC 7643 §3.1). */
export function coreAttributes(type: ResourceType): readonly Attribute[] {
  let known = coreAttributeCache.get(type);
  if (!known) coreAttributeCache.set(type, (known = [...commonAttributes, ...type.schema.attributes]));
  return known;
}
const coreAttributeCache = new WeakMap<ResourceType, readonly Attribute[]>();

/** Finds an extension schema by URN; URNs have no case here, as attribute names (RFC 7643 §2.1) have none. */
export function findExtension(type: ResourceType, urn: string): Schema | undefined {
  const lower = urn.toLowerCase();
  return type.extensions.find(({ schema }) => schema.id.toLowerCase() === lower)?.schema;
}

/** Spells a path the way it was typed, for error texts. */
export function printAttributePath(path: AttributePath): string {
  return `${path.urn === undefined ? '' : `${path.urn}:`}${path.name}${path.subAttribute === undefined ? '' : `.${path.subAttribute}`}`;
}

/**
 * Looks a path up in the schemas of a resource type (RFC 7644 §3.10).
 *
 * A URN ends in a name with dots ("…:2.0:User"), so `urn:…:2.0:User` parses as attribute "User" of "urn:…:2.0", and the dot form
 * `urn:…:User.manager` of old Entra jobs as its sub-attribute: both are told apart here, where the schemas are known.
 */
export function resolveAttributePath(type: ResourceType, path: AttributePath): Resolution {
  if (path.urn === undefined) return inAttributes(coreAttributes(type), path);

  const whole = `${path.urn}:${path.name}`;
  const named = schemaAttributes(type, whole);
  if (named) {
    if (path.subAttribute !== undefined)
      return inAttributes(named.attributes, { name: path.subAttribute }, named.extension);
    return named.extension ? { kind: 'extension', schema: named.schema } : { kind: 'unknown', token: whole };
  }
  const owner = schemaAttributes(type, path.urn);
  if (!owner) return { kind: 'unknown', token: printAttributePath(path) };
  return inAttributes(owner.attributes, path, owner.extension);
}

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
  if (!attribute) return { kind: 'unknown', token: path.name };
  const base = extension === undefined ? { attribute } : { extension, attribute };
  if (path.subAttribute === undefined) return { kind: 'attribute', resolved: base };
  const subAttribute = findAttribute(attribute.subAttributes, path.subAttribute);
  if (!subAttribute) return { kind: 'unknown', token: `${path.name}.${path.subAttribute}` };
  return { kind: 'attribute', resolved: { ...base, subAttribute } };
}
