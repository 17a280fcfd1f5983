import { nextState } from '../../life/next-state.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { Effect, LifecycleEvent, Refusal } from '../../life/transition.ts';
import type { IndexValue } from '../../scim/query/index-values.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { rewrite } from '../rewrite.ts';
import { recoverNow, type RecoveringNow } from './recover.ts';

/** What became of an event. */
export type EventOutcome =
  | { readonly ok: true; readonly resource: StoredResource }
  /** Another resource has its userName, or another unique value, by now. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue; readonly owner?: string }
  /**
   * Its state does not allow it; or there is no such resource, or others changed it all the time,
   * or no event was wanted.
   */
  | { readonly ok: false; readonly reason: Refusal | 'unknown' | 'busy' | 'not wanted' };

/** The event for a resource in this state; undefined where it is to be left alone. */
export type EventFor = (current: StoredResource) => LifecycleEvent | undefined;

interface Applied {
  readonly ok: true;
  readonly resource: StoredResource;
  readonly effects: readonly Effect[];
}

/**
 * Lets an event that no client sent happen to a resource: purge, erasure, restore, hold.
 * Conditional on the state that was read; what others did in between is looked at again. Its
 * memberships end or come back with it.
 */
export async function applyEvent(
  context: RecoveringNow,
  type: ResourceType,
  id: string,
  eventFor: EventFor,
): Promise<EventOutcome> {
  const { store, now } = context;
  const groupType = groupTypeOf(context.types)?.name;
  const outcome = await rewrite<
    Awaited<ReturnType<RecoveringNow['store']['getWithGroups']>>,
    Applied | Exclude<EventOutcome, { ok: true }>
  >(
    context,
    type,
    () => store.getWithGroups(type.name, id, groupType),
    ({ resource: before, memberOf }) => {
      if (!before) return { result: { ok: false, reason: 'unknown' } };
      const event = eventFor(before);
      if (!event) return { result: { ok: false, reason: 'not wanted' } };
      const applied = nextState(before, event, now());
      if (!applied.ok) return { result: { ok: false, reason: applied.refusal } };
      const { next, effects } = applied;
      const options = { ...(type.canBeMember && { memberOf }), rejoins: effects.includes('returns') };
      return { write: { next, options }, result: { ok: true, resource: next, effects } };
    },
  );
  if (!outcome.ok) return outcome.reason === 'changing' ? { ok: false, reason: 'busy' } : outcome;
  const { result } = outcome;
  if (result.ok && (result.effects.includes('leaves') || result.effects.includes('returns')))
    await recoverNow(context, id);
  return result;
}
