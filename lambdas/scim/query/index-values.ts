import { invalidValue } from '../errors.ts';
import { parsePath } from './parser.ts';
import { fold } from '../fold.ts';
import type { Attribute } from '../schemas/attribute.ts';
import {
  findAttribute,
  resolveAttributePath,
  type ResolvedAttribute,
  type ResourceType,
} from '../schemas/resource-type.ts';
import type { Attributes, IndexValue, IndexValues } from '../resource/resource.ts';
import type { Json } from '../json.ts';

/** A transaction holds 100 items: 40 lookups that go and 40 that come leave room for the resource, its claims and its counter. */
export const MAX_INDEX_VALUES = 40;

export interface IndexedAttribute extends ResolvedAttribute {
  /** The canonical path, which names the index. */
  readonly path: string;
}

/** The attributes that are unique on the server (RFC 7643 §2.2 `uniqueness`), without `id`, which is unique by itself. */
export function claimAttributes(type: ResourceType): readonly IndexedAttribute[] {
  return indexed(type).claims;
}

/** The attributes that have lookup entries. */
export function lookupAttributes(type: ResourceType): readonly IndexedAttribute[] {
  return indexed(type).lookups;
}

/** The values a resource can be found by. Throws 400 `invalidValue` when there are more than a transaction can move. */
export function indexValues(type: ResourceType, attributes: Attributes): IndexValues {
  const { claims, lookups } = indexed(type);
  const values = (of: readonly IndexedAttribute[]): IndexValue[] =>
    of.flatMap((attribute) => valuesOf(attribute, attributes));
  const result = { claims: values(claims), lookups: values(lookups) };
  if (result.lookups.length > MAX_INDEX_VALUES) {
    throw invalidValue(
      `the resource has ${result.lookups.length} values in ${lookups.map(({ path }) => path).join(', ')}; at most ${MAX_INDEX_VALUES} are allowed`,
    );
  }
  return result;
}

/** What a deleted resource is still found by: the client that deleted it may send it again. */
export function goneValues(type: ResourceType, attributes: Attributes): readonly IndexValue[] {
  const { claims, lookups } = indexed(type);
  return [...claims, ...lookups]
    .filter(({ path }) => type.identifiedBy?.includes(path))
    .flatMap((attribute) => valuesOf(attribute, attributes))
    .map(({ attribute, value }) => ({ attribute: `${GONE}${attribute}`, value }));
}

const GONE = 'gone.';

const cache = new WeakMap<ResourceType, { claims: IndexedAttribute[]; lookups: IndexedAttribute[] }>();

function indexed(type: ResourceType): { claims: IndexedAttribute[]; lookups: IndexedAttribute[] } {
  const known = cache.get(type);
  if (known) return known;
  const isUnique = ({ uniqueness, type: valueType, multiValued }: Attribute): boolean =>
    uniqueness !== 'none' && (valueType === 'string' || valueType === 'reference') && !multiValued;
  const core = type.schema.attributes.filter(isUnique).map((attribute) => ({ path: attribute.name, attribute }));
  const extended = type.extensions.flatMap(({ schema }) =>
    schema.attributes
      .filter(isUnique)
      .map((attribute) => ({ path: `${schema.id}:${attribute.name}`, attribute, extension: schema.id })),
  );
  const claims = [...core, ...extended];
  const lookups = type.lookups
    .map((path) => lookupAttribute(type, path))
    .filter(({ attribute }) => !isUnique(attribute))
    .filter(({ path }, at, all) => all.findIndex((other) => other.path === path) === at);
  const made = { claims, lookups };
  cache.set(type, made);
  return made;
}

function lookupAttribute(type: ResourceType, text: string): IndexedAttribute {
  const resolution = resolveAttributePath(type, parsePath(text).path);
  if (resolution.kind !== 'attribute') throw new Error(`${type.name} has no attribute "${text}" to look up by`);
  const { extension, attribute } = resolution.resolved;
  const subAttribute = resolution.resolved.subAttribute ?? findAttribute(attribute.subAttributes, 'value');
  const path = `${extension === undefined ? '' : `${extension}:`}${attribute.name}${subAttribute ? `.${subAttribute.name}` : ''}`;
  return {
    path,
    attribute,
    ...(extension === undefined ? {} : { extension }),
    ...(subAttribute ? { subAttribute } : {}),
  };
}

function valuesOf(
  { path, extension, attribute, subAttribute }: IndexedAttribute,
  attributes: Attributes,
): IndexValue[] {
  const owner = (extension === undefined ? attributes : attributes[extension]) as Attributes | undefined;
  const held: Json | undefined = owner?.[attribute.name];
  const elements = Array.isArray(held) ? (held as readonly Json[]) : [held];
  const values = elements.map((element) =>
    subAttribute ? (element as Attributes | undefined)?.[subAttribute.name] : element,
  );
  const { caseExact } = subAttribute ?? attribute;
  const texts = values
    .filter((value) => value !== undefined && value !== null && value !== '')
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [...new Set(texts.map((text) => (caseExact ? text : fold(text))))].map((value) => ({
    attribute: path,
    value,
  }));
}
