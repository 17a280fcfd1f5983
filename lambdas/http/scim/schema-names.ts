import type { Attribute } from '../../scim/schemas/attribute.ts';
import { coreAttributes, type ResourceType } from '../../scim/schemas/resource-type.ts';

/** The name of an attribute as its schema spells it; undefined for what no schema has. */
export type NameInSchema = (name: string) => string | undefined;

/**
 * Knows the attributes of these types and their sub-attributes, with or without the URN of their
 * schema, in any case. Logs and counts tell no other name: a client invents as many as it likes.
 */
export function namesInSchemas(types: readonly ResourceType[]): NameInSchema {
  const names = new Map(types.flatMap(namesOf).map((name) => [name.toLowerCase(), name]));
  return (name) => names.get(name.toLowerCase());
}

const namesOf = (type: ResourceType): string[] => [
  ...named('', coreAttributes(type)),
  ...named(`${type.schema.id}:`, type.schema.attributes),
  ...type.extensions.flatMap(({ schema: { id, attributes } }) => [id, ...named(`${id}:`, attributes)]),
];

const named = (prefix: string, attributes: readonly Attribute[]): string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [
    `${prefix}${name}`,
    ...subAttributes.map((sub) => `${prefix}${name}.${sub.name}`),
  ]);
