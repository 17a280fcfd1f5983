import { withoutLifecycle, type Lifecycle } from './lifecycle.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { lifeOf, type StoredResource } from './stored-resource.ts';
import { transition, type Effect, type LifecycleEvent, type Refusal } from './transition.ts';

type NextState =
  | { readonly ok: true; readonly next: StoredResource; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * The next version of a resource after an event of its life; what is forgotten leaves no attribute.
 */
export function nextState(current: StoredResource, event: LifecycleEvent, now: string): NextState {
  const result = transition(current, event, now);
  if (!result.ok) return result;
  const { effects, lifecycle } = result;
  const attributes = effects.includes('forgotten')
    ? {}
    : effects.includes('activated') && 'active' in current.attributes
      ? { ...current.attributes, active: true }
      : current.attributes;
  const life = effects.includes('returns') ? { life: lifeOf(current) + 1 } : {};
  const { unknown, ...next } = nextVersion(current, attributes, now);
  const kept = unknown !== undefined && !effects.includes('forgotten') ? { unknown } : {};
  return { ok: true, next: { ...next, ...kept, ...lifecycle, ...life }, effects };
}

/**
 * The next version of a resource that a client writes: what it says about `active` is what happens
 * to it. One that was deleted comes back, as the client creates it again.
 */
export function writtenState(
  { softDelete }: ResourceType,
  current: StoredResource,
  attributes: Attributes,
  now: string,
): StoredResource {
  const next = nextVersion(current, attributes, now);
  if (!softDelete) return next;
  const kind = attributes['active'] === false ? 'deactivate' : 'activate';
  if (current.deletedAt === undefined) return { ...next, ...must(current, { kind }, now) };
  const revived = must(current, { kind: 'revive' }, now);
  return { ...next, life: lifeOf(current) + 1, ...must(revived, { kind }, now) };
}

/** The same with other attributes, one version on, and nothing of its lifecycle. */
function nextVersion(current: StoredResource, attributes: Attributes, now: string): StoredResource {
  return { ...withoutLifecycle(current), attributes, version: current.version + 1, lastModified: now };
}

function must(before: Lifecycle, event: LifecycleEvent, now: string): Lifecycle {
  const result = transition(before, event, now);
  if (!result.ok) throw new Error(`"${event.kind}" of a resource that is ${result.refusal}`);
  return result.lifecycle;
}
