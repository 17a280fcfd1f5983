import type { Attribute } from '../schemas/attribute.ts';
import {
  canonicalPath,
  resolveAttributePath,
  withDefaultSubAttribute,
  type ResolvedAttribute,
} from '../schemas/attribute-path.ts';
import type { ResourceType } from '../schemas/resource-type.ts';
import { parsePath } from './parse.ts';

export interface IndexedAttribute extends ResolvedAttribute {
  /** The canonical path, which names the index. */
  readonly path: string;
}

/**
 * The attributes that are unique on the server (RFC 7643 §2.2 `uniqueness`), without `id`, which is
 * unique by itself.
 */
export const claimAttributes = (type: ResourceType): readonly IndexedAttribute[] => indexed(type).claims;

/** The attributes that have lookup entries. */
export const lookupAttributes = (type: ResourceType): readonly IndexedAttribute[] => indexed(type).lookups;

/** The attributes that name another resource by its id, which is looked up by: `manager.value`. */
export const referenceAttributes = (type: ResourceType): readonly IndexedAttribute[] =>
  (type.references ?? []).map((path) => indexedAttribute(type, path));

/** The attributes that are searched by how their values begin. */
export const searchedAttributes = (type: ResourceType): readonly IndexedAttribute[] => indexed(type).searched;

interface Indexed {
  readonly claims: readonly IndexedAttribute[];
  readonly lookups: readonly IndexedAttribute[];
  readonly searched: readonly IndexedAttribute[];
}

const cache = new WeakMap<ResourceType, Indexed>();

function indexed(type: ResourceType): Indexed {
  let known = cache.get(type);
  if (!known) {
    const searched = (type.searchedBy ?? []).map((path) => indexedAttribute(type, path));
    cache.set(type, (known = { claims: claims(type), lookups: lookups(type), searched }));
  }
  return known;
}

const isUnique = ({ uniqueness, type, multiValued }: Attribute): boolean =>
  uniqueness !== 'none' && (type === 'string' || type === 'reference') && !multiValued;

const withPath = (resolved: ResolvedAttribute): IndexedAttribute => ({ ...resolved, path: canonicalPath(resolved) });

const claims = ({ schema, extensions }: ResourceType): IndexedAttribute[] => [
  ...schema.attributes.filter(isUnique).map((attribute) => withPath({ attribute })),
  ...extensions.flatMap((extension) =>
    extension.schema.attributes
      .filter(isUnique)
      .map((attribute) => withPath({ attribute, extension: extension.schema.id })),
  ),
];

const lookups = (type: ResourceType): IndexedAttribute[] =>
  type.lookups
    .map((path) => indexedAttribute(type, path))
    .filter(({ attribute }) => !isUnique(attribute))
    .filter(({ path }, at, all) => all.findIndex((other) => other.path === path) === at);

/** An attribute that the configuration names, so that a mistake in it is no client's. */
function indexedAttribute(type: ResourceType, path: string): IndexedAttribute {
  const resolution = resolveAttributePath(type, parsePath(path).attrPath);
  if (resolution.kind !== 'attribute') throw new Error(`${type.name} has no attribute "${path}" to look up by`);
  return withPath(withDefaultSubAttribute(resolution.resolved));
}
