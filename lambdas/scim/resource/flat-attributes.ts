import { isObject, type Json } from '../json.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { coreAttributes, findAttribute, findExtension, type ResourceType } from '../schemas/resource-type.ts';
import type { Attributes } from './resource.ts';

/** Attributes of extensions side by side with the others, under `<URN>:<name>`. */
export function flatten(type: ResourceType, attributes: Attributes): Map<string, Json> {
  return new Map(
    Object.entries(attributes).flatMap(([name, value]): [string, Json][] =>
      findExtension(type, name) && isObject(value)
        ? Object.entries(value).map(([inner, innerValue]) => [`${name}:${inner}`, innerValue])
        : [[name, value]],
    ),
  );
}

/** Whether an attribute, by its flat name, may be told: what SCIM never returns is told nowhere else. */
export function mayBeShown(type: ResourceType, path: string): boolean {
  const colon = path.lastIndexOf(':');
  const extension = colon < 0 ? undefined : findExtension(type, path.slice(0, colon));
  const attributes = extension?.attributes ?? coreAttributes(type);
  const attribute = findAttribute(attributes, extension ? path.slice(colon + 1) : path);
  return attribute === undefined || !isSecret(attribute);
}

function isSecret({ returned, subAttributes = [] }: Attribute): boolean {
  return returned === 'never' || subAttributes.some(isSecret);
}
