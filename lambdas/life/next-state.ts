import { withoutLifecycle, type Lifecycle } from './lifecycle.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { StoredResource } from './stored-resource.ts';
import { transition, type Effect, type LifecycleEvent, type Refusal } from './transition.ts';

export type NextState =
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
    : effects.includes('activated')
      ? { ...current.attributes, active: true }
      : current.attributes;
  return { ok: true, next: { ...nextVersion(current, attributes, now), ...lifecycle }, effects };
}

/**
 * The next version of a visible resource that a client writes: what it says about `active` is what
 * happens to it.
 */
export function writtenState(current: StoredResource, attributes: Attributes, now: string): StoredResource {
  return { ...nextVersion(current, attributes, now), ...lifecycleWritten(current, attributes, now) };
}

/**
 * The next version of a deleted resource that a client creates again, with the attributes it sent.
 */
export function revivedState(former: StoredResource, attributes: Attributes, now: string): StoredResource {
  const lifecycle = must(former, { kind: 'revive' }, now);
  return { ...nextVersion(former, attributes, now), ...lifecycleWritten(lifecycle, attributes, now) };
}

/** The same with other attributes, one version on, and nothing of its lifecycle. */
export function nextVersion(current: StoredResource, attributes: Attributes, now: string): StoredResource {
  return { ...withoutLifecycle(current), attributes, version: current.version + 1, lastModified: now };
}

const lifecycleWritten = (before: Lifecycle, attributes: Attributes, now: string): Lifecycle =>
  must(before, { kind: attributes['active'] === false ? 'deactivate' : 'activate' }, now);

function must(before: Lifecycle, event: LifecycleEvent, now: string): Lifecycle {
  const result = transition(before, event, now);
  if (!result.ok) throw new Error(`"${event.kind}" of a resource that is ${result.refusal}`);
  return result.lifecycle;
}
