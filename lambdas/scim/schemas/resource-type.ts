import type { JsonObject } from '../json.ts';
import type { Attribute, Schema } from './attribute.ts';
import { commonAttributes } from './common.ts';

/** A resource type (RFC 7643 §6) and what the store must be able to find its resources by. */
export interface ResourceType {
  readonly name: string;
  /** Path below the SCIM base, with its slash. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /**
   * Paths whose values get a lookup entry, so that a filter by equality on them is one strongly
   * consistent read.
   */
  readonly lookups: readonly string[];
  /**
   * Lookups, and the unique attribute whose value is mostly the same: such a value needs no entry of
   * its own, because its claim names the owner.
   */
  readonly lookupsByClaim?: Readonly<Record<string, string>>;
  /** Values a resource has when the client sends none. */
  readonly defaults: JsonObject;
  /**
   * Whether a DELETE keeps the resource for the retention time, out of SCIM's sight, before the
   * purge erases it.
   */
  readonly softDelete: boolean;
  /**
   * Indexed attributes by which a deleted resource is known again: by the first one to a client that
   * creates it anew, by the others to an operator.
   */
  readonly identifiedBy?: readonly string[];
  /** Paths whose values are searched by how they begin. */
  readonly searchedBy?: readonly string[];
  /**
   * Complex attributes that name another resource by its id; they have lookup entries, and go when
   * that resource is erased.
   */
  readonly references?: readonly string[];
  /**
   * The multi-valued attribute whose values are kept apart from the resource, one by one, because
   * there may be any number: "members".
   */
  readonly members?: string;
  /** The read-only attribute that tells whose member the resource is: "groups". */
  readonly memberships?: string;
  /** Whether a resource of this type can be the member of another one. */
  readonly canBeMember?: boolean;
  /**
   * What a PATCH answers when the client asks for no attributes: the resource, or nothing, because
   * it may be large (RFC 7644 §3.5.2).
   */
  readonly patchStatus: 200 | 204;
}

/** The type whose resources have members; undefined where no type has. */
export const groupTypeOf = (types: readonly ResourceType[]): ResourceType | undefined =>
  types.find(({ members }) => members !== undefined);

/** Finds an attribute by name; names have no case (RFC 7643 §2.1). */
export function findAttribute(attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined {
  if (!attributes) return undefined;
  let byName = byNameCache.get(attributes);
  if (!byName) byNameCache.set(attributes, (byName = indexByName(attributes)));
  return byName.get(name.toLowerCase());
}
const byNameCache = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** The first of a name counts, so it is set last. */
const indexByName = (attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> =>
  new Map(attributes.toReversed().map((attribute) => [attribute.name.toLowerCase(), attribute]));

/** The top-level attributes of the core schema with the common ones (RFC 7643 §3.1). */
export function coreAttributes(type: ResourceType): readonly Attribute[] {
  let known = coreAttributeCache.get(type);
  if (!known) coreAttributeCache.set(type, (known = [...commonAttributes, ...type.schema.attributes]));
  return known;
}
const coreAttributeCache = new WeakMap<ResourceType, readonly Attribute[]>();

/** The schemas of a type, the core schema first. */
export const schemasOf = ({ schema, extensions }: ResourceType): readonly Schema[] => [
  schema,
  ...extensions.map((extension) => extension.schema),
];

/** Whether an attribute of the core schema always has a value, which nobody can take away. */
export const hasDefault = (type: ResourceType, attribute: Attribute): boolean =>
  Object.hasOwn(type.defaults, attribute.name) && findAttribute(coreAttributes(type), attribute.name) === attribute;

/**
 * Finds an extension schema by URN; URNs have no case here, as attribute names (RFC 7643 §2.1) have
 * none.
 */
export function findExtension(type: ResourceType, urn: string): Schema | undefined {
  const lower = urn.toLowerCase();
  return type.extensions.find(({ schema }) => schema.id.toLowerCase() === lower)?.schema;
}
