import {
  transition,
  withoutLifecycle,
  type Effect,
  type Lifecycle,
  type LifecycleEvent,
  type Refusal,
} from './lifecycle.ts';
import type { StoredResource } from './stored-resource.ts';

export type Moved =
  | { readonly ok: true; readonly next: StoredResource; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** The next version of a resource after an event of its life; what is forgotten leaves no attribute. */
export function move(current: StoredResource, event: LifecycleEvent, now: string): Moved {
  const result = transition(current, event, now);
  if (!result.ok) return result;
  const { effects, lifecycle } = result;
  const attributes = effects.includes('forgotten')
    ? {}
    : effects.includes('activated')
      ? { ...current.attributes, active: true }
      : current.attributes;
  const next = {
    ...withoutLifecycle(current),
    attributes,
    version: current.version + 1,
    lastModified: now,
    ...lifecycle,
  };
  return { ok: true, next, effects };
}

/** The lifecycle of a resource that a client writes: what it says about `active` is what happens. */
export function visibleAs(before: Lifecycle, active: boolean, now: string): Lifecycle {
  const result = transition(before, { kind: active ? 'activate' : 'deactivate' }, now);
  if (!result.ok) throw new Error(`a write of a resource that is ${result.refusal}`);
  return result.lifecycle;
}
