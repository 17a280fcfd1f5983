import { isObject, type Json } from '../scim/json.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import { stateOf } from './lifecycle.ts';
import type { StoredResource } from './stored-resource.ts';

/** What a change takes away: somebody is gone or away, or most of what was known is. */
export type LossKind = 'gone' | 'wiped';

/** Fewer attributes than this are no loss. */
const FEWEST = 2;
/** Kept by every write that leaves them out, or sent with every one. */
const ALWAYS = new Set(['active', 'schemas']);

/**
 * What a change from `before` to `after` takes away; undefined for one that takes nothing, or
 * little. `after` undefined: nothing is left of it.
 */
export function lossOf(before: StoredResource, after: StoredResource | undefined): LossKind | undefined {
  // A deleted group was lost by its DELETE, and not when the purge removes it.
  if (!after) return stateOf(before) === 'deleted' ? undefined : 'gone';
  const [was, is] = [stateOf(before), stateOf(after)];
  if (is === 'deleted' || is === 'erased') return was === 'deleted' ? undefined : 'gone';
  if (isWiped(before.attributes, after.attributes)) return 'wiped';
  return was === 'active' && is === 'deactivated' ? 'gone' : undefined;
}

/** Whether at least half of the attributes are there no more, and more than one. */
function isWiped(before: Attributes, after: Attributes): boolean {
  const had = valuesOf(before);
  const has = valuesOf(after);
  const lost = [...had].filter((name) => !has.has(name)).length;
  return lost >= FEWEST && lost * 2 >= had.size;
}

/** The attributes that say something, those of extensions one by one. */
function valuesOf(attributes: Attributes): Set<string> {
  return new Set(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (ALWAYS.has(name)) return [];
      if (!name.startsWith('urn:') || !isObject(value)) return saysNothing(value) ? [] : [name];
      return Object.entries(value).flatMap(([inner, each]) => (saysNothing(each) ? [] : [`${name}:${inner}`]));
    }),
  );
}

function saysNothing(value: Json): boolean {
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(saysNothing);
  return isObject(value) && Object.values(value).every(saysNothing);
}
