import type { Attribute } from '../schemas/attribute.ts';
import { coreAttributes } from '../schemas/resource-type.ts';
import type { Rules } from '../rules.ts';
import { objectOf, sameJson, type JsonObject } from '../json.ts';
import { isWritable } from './read.ts';
import type { Attributes } from './resource.ts';

/**
 * The attributes with `returned: request` that a write gave a value, as keys of a projection: the
 * answer to the write shows them without being asked (RFC 7643 §7). `before` is empty for a POST
 * and a PUT, which name everything that is there afterwards.
 */
export function specifiedKeys(before: Attributes, after: Attributes, { type }: Rules): ReadonlySet<string> {
  return new Set([
    ...keysIn(coreAttributes(type), before, after, ''),
    ...type.extensions.flatMap(({ schema }) =>
      keysIn(schema.attributes, objectOf(before[schema.id]), objectOf(after[schema.id]), `${schema.id}:`),
    ),
  ]);
}

function keysIn(attributes: readonly Attribute[], before: JsonObject, after: JsonObject, prefix: string): string[] {
  return attributes
    .filter((attribute) => isWritable(attribute) && !sameJson(before[attribute.name], after[attribute.name]))
    .flatMap((attribute) => {
      const key = `${prefix}${attribute.name}`;
      const subKeys = (attribute.subAttributes ?? []).filter(isWritable).filter(onRequest);
      return [...(onRequest(attribute) ? [key] : []), ...subKeys.map(({ name }) => `${key}.${name}`)];
    });
}

const onRequest = ({ returned }: Attribute): boolean => returned === 'request';
