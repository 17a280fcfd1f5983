import { isObject, sameJson, type Json } from '../../../lambdas/scim/json.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import type { Attribute } from '../../../lambdas/scim/schemas/attribute.ts';
import { commonAttributes } from '../../../lambdas/scim/schemas/common.ts';
import type { ResourceType } from '../../../lambdas/scim/schemas/resource-type.ts';

const JSON_TYPE: Record<Attribute['type'], string> = {
  string: 'string',
  reference: 'string',
  binary: 'string',
  dateTime: 'string',
  boolean: 'boolean',
  integer: 'number',
  decimal: 'number',
  complex: 'object',
};

/** What is wrong with stored attributes by the schemas of their type (RFC 7643 §2); empty when nothing is. */
export function violations(attributes: Attributes, type: ResourceType): string[] {
  const urns = new Set(type.extensions.map(({ schema }) => schema.id));
  const core = Object.fromEntries(Object.entries(attributes).filter(([name]) => !urns.has(name)));
  const known = [...commonAttributes.filter(({ name }) => name !== 'schemas'), ...type.schema.attributes];
  return [
    ...ofObject(core, known, ''),
    ...type.extensions.flatMap(({ schema, required }) => {
      const held = attributes[schema.id];
      if (held === undefined) return required ? [`${schema.id} is missing`] : [];
      return isObject(held) ? ofObject(held, schema.attributes, `${schema.id}:`) : [`${schema.id} is no object`];
    }),
  ];
}

function ofObject(object: Attributes, known: readonly Attribute[], prefix: string): string[] {
  const entries = Object.entries(object);
  const missing = known
    .filter(({ required, mutability }) => required && mutability !== 'readOnly')
    .filter(({ name }) => object[name] === undefined || object[name] === '')
    .map(({ name }) => `${prefix}${name} is missing`);
  return [
    ...(entries.length === 0 && prefix !== '' ? [`${prefix} is empty`] : []),
    ...missing,
    ...entries.flatMap(([name, value]) => {
      const attribute = known.find((candidate) => candidate.name === name);
      if (!attribute) return [`${prefix}${name} is unknown`];
      if (attribute.mutability === 'readOnly' || attribute.mutability === 'writeOnly')
        return [`${prefix}${name} is ${attribute.mutability}`];
      return ofAttribute(attribute, value, `${prefix}${name}`);
    }),
  ];
}

function ofAttribute(attribute: Attribute, value: Json, path: string): string[] {
  if (!attribute.multiValued) return ofValue(attribute, value, path);
  if (!Array.isArray(value) || value.length === 0) return [`${path} is no list, or an empty one`];
  const elements = value as readonly Json[];
  const primaries = elements.filter((element) => isObject(element) && element['primary'] === true).length;
  const doubles = elements.some((element, at) => elements.slice(0, at).some((other) => sameJson(other, element)));
  return [
    ...(primaries > 1 ? [`${path} has ${primaries} primary values`] : []),
    ...(doubles ? [`${path} has a value twice`] : []),
    ...elements.flatMap((element, at) => ofValue(attribute, element, `${path}[${at}]`)),
  ];
}

function ofValue(attribute: Attribute, value: Json, path: string): string[] {
  if (attribute.type === 'complex')
    return isObject(value) ? ofObject(value, attribute.subAttributes ?? [], `${path}.`) : [`${path} is no object`];
  return typeof value === JSON_TYPE[attribute.type] ? [] : [`${path} is a ${typeof value}`];
}
