import { parsePath } from '../../lambdas/scim/query/parse.ts';
import { isWritable } from '../../lambdas/scim/resource/read.ts';
import { claimAttributes } from '../../lambdas/scim/query/indexed-attributes.ts';
import { resolveAttributePath, type AttributePath } from '../../lambdas/scim/schemas/attribute-path.ts';
import { findAttribute, type ResourceType } from '../../lambdas/scim/schemas/resource-type.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { problem } from './problem.ts';

/**
 * One write may take or free this many unique values: a transaction holds 100 items, and 80 of them
 * may be lookup entries.
 */
const MAX_UNIQUE = 9;

/**
 * Paths that cannot have lookup entries, and types with more unique attributes than one transaction
 * can move.
 */
export function lookupProblems(matchingAttributes: readonly string[], schemas: TenantSchemas): string[] {
  const types = tenantResourceTypes([], withoutLookups(schemas));
  const inType = (name: string): ResourceType | undefined => types.find((type) => type.name === name);
  const check = (paths: readonly string[], place: string, type: ResourceType | undefined): string[] =>
    paths.flatMap((path, index) => (type ? pathProblem(path, `${place}[${index}]`, type) : []));
  return [
    ...check(matchingAttributes, 'matchingAttributes', inType('User')),
    ...(schemas.resourceTypes ?? []).flatMap(({ name, lookups = [] }, index) =>
      check(lookups, `resourceTypes[${index}].lookups`, inType(name)),
    ),
    ...types.flatMap(tooManyUnique),
  ];
}

/** The paths are what is being checked: the types must be there without them. */
const withoutLookups = ({ extensions = [], resourceTypes = [] }: TenantSchemas): TenantSchemas => ({
  extensions,
  resourceTypes: resourceTypes.map((type) => ({ ...type, lookups: [] })),
});

function pathProblem(text: string, place: string, type: ResourceType): string[] {
  const { attrPath } = parsePath(text);
  const resolution = resolveAttributePath(type, attrPath);
  if (resolution.kind !== 'attribute') return [problem(place, text, unknownPath(type, attrPath))];
  const { attribute, subAttribute = findAttribute(attribute.subAttributes, 'value') } = resolution.resolved;
  const leaf = subAttribute ?? attribute;
  if (leaf.type !== 'string' && leaf.type !== 'reference')
    return [problem(place, text, `an attribute of type string or reference; this one is ${leaf.type}`)];
  if (attribute.returned === 'never' || leaf.returned === 'never')
    return [problem(place, text, 'an attribute that can be filtered by; this one is never returned')];
  if (!isWritable(attribute) || !isWritable(leaf))
    return [problem(place, text, 'an attribute that clients write; this one is kept by the service')];
  return [];
}

/**
 * A bare name of an extension's attribute is the likely mistake: clients show it without its URN.
 */
function unknownPath(type: ResourceType, { urn, name, subAttribute }: AttributePath): string {
  const owner = type.extensions.find(({ schema }) => findAttribute(schema.attributes, name));
  if (urn === undefined && owner) {
    return `an attribute of ${type.name} with the URN of its extension: ${owner.schema.id}:${name}${subAttribute === undefined ? '' : `.${subAttribute}`}`;
  }
  return `an attribute of ${type.name}: ${type.schema.attributes.map((attribute) => attribute.name).join(', ')}, or one of an extension as <URN>:<name>`;
}

function tooManyUnique(type: ResourceType): string[] {
  const paths = claimAttributes(type).map(({ path }) => path);
  return paths.length <= MAX_UNIQUE
    ? []
    : [
        `${type.name} with its extensions has ${paths.length} unique attributes (${paths.join(', ')}); allowed: at most ${MAX_UNIQUE}`,
      ];
}
