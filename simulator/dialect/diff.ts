import type { AttributeMapping } from './mapping.ts';
import type { Person } from '../company/person.ts';
import { readTarget, type Json, type JsonObject } from './target-path.ts';

export interface Difference {
  target: string;
  value: string | boolean;
  /** What the server's answer held; `undefined`: nothing. */
  found: Json | undefined;
}

/**
 * What Entra would change: every mapped attribute with a value in the source whose target, read back out of the
 * server's own answer, holds something else. Attributes that are empty in the source are never touched.
 */
export function compareUser(mappings: readonly AttributeMapping[], person: Person, resource: JsonObject): Difference[] {
  return mappings.flatMap((mapping) => {
    if (mapping.reference === true) return [];
    const value = mapping.value(person);
    if (value === undefined) return [];
    const found = readTarget(resource, mapping.target);
    return found === value ? [] : [{ target: mapping.target, value, found }];
  });
}
