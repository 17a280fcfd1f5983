import { nextState } from '../../life/next-state.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { Effect, LifecycleEvent, Refusal } from '../../life/transition.ts';
import type { IndexValue } from '../../scim/query/index-values.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { rewrite } from '../rewrite.ts';
import { isLongAgo, reconcileNow, type Reconciling } from './reconcile.ts';

/** What became of an event. */
export type EventOutcome =
  | { readonly ok: true; readonly resource: StoredResource }
  /** Another resource has its userName, or another unique value, by now. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue }
  /**
   * Its state does not allow it; or there is no such resource, or others changed it all the time,
   * or no event was wanted.
   */
  | { readonly ok: false; readonly reason: Refusal | 'unknown' | 'busy' | 'not wanted' };

/** The event for a resource in this state; undefined where it is to be left alone. */
export type EventFor = (current: StoredResource) => LifecycleEvent | undefined;

type Applying = Omit<Reconciling, 'hasTime'>;

interface Applied {
  readonly ok: true;
  readonly before: StoredResource;
  readonly resource: StoredResource;
  readonly effects: readonly Effect[];
}

/**
 * Lets an event that no client sent happen to a resource: purge, erasure, restore, hold.
 * Conditional on the state that was read; what others did in between is looked at again. Then
 * reconciles those that know the resource.
 */
export async function applyEvent(
  context: Applying,
  type: ResourceType,
  id: string,
  eventFor: EventFor,
): Promise<EventOutcome> {
  const { store, now } = context;
  const outcome = await rewrite<
    { resource: StoredResource | undefined },
    Applied | Exclude<EventOutcome, { ok: true }>
  >(
    context,
    type,
    async () => ({ resource: await store.get(type.name, id) }),
    ({ resource: before }) => {
      if (!before) return { result: { ok: false, reason: 'unknown' } };
      const event = eventFor(before);
      if (!event) return { result: { ok: false, reason: 'not wanted' } };
      const applied = nextState(before, event, now());
      if (!applied.ok) return { result: { ok: false, reason: applied.refusal } };
      const { next, effects } = applied;
      const options = { leavesTombstone: type.canBeMember === true };
      return { write: { next, options }, result: { ok: true, before, resource: next, effects } };
    },
  );
  if (!outcome.ok) return outcome;
  const { result } = outcome;
  if (result.ok) await reconcileApplied(context, result);
  return result;
}

async function reconcileApplied(context: Applying, { before, resource, effects }: Applied): Promise<void> {
  if (!effects.includes('leaves') && !effects.includes('returns')) return;
  const { id, type, version, lastModified: at } = resource;
  const isReconciled = await reconcileNow(context, { id, type });
  // Nobody can have made it a member since it was deleted: readers of members need no tombstone.
  const wasGone = before.deletedAt !== undefined && isLongAgo(before.deletedAt, context.now());
  if (isReconciled && wasGone && resource.erasedAt !== undefined)
    await context.store.removeTombstone({ id, type, at, version });
}
