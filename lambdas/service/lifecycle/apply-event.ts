import type { LifecycleEvent, Refusal } from '../../life/lifecycle.ts';
import type { IndexValue } from '../../scim/resource/resource.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { reconcileNow, isLongAgo, type Reconciling } from './reconcile.ts';
import { indexed } from '../indexed.ts';
import { move } from '../../life/next-state.ts';

export type MoveOutcome =
  | { readonly ok: true; readonly resource: StoredResource }
  /** It is in a state in which this cannot happen to it. */
  | { readonly ok: false; readonly reason: Refusal; readonly current: StoredResource }
  /** Its userName, or another unique value, belongs to somebody else by now. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue; readonly current: StoredResource }
  | { readonly ok: false; readonly reason: 'unknown' | 'busy' | 'not wanted' };

const MAX_ATTEMPTS = 20;

/**
 * Lets an event that no client sent happen to a resource: purge, erasure, restore, hold. Conditional on the state that was read; what others
 * did in between is looked at again. `isWanted` may refuse the state that is there.
 */
export async function moveResource(
  context: Omit<Reconciling, 'hasTime'>,
  type: ResourceType,
  id: string,
  event: LifecycleEvent | ((current: StoredResource) => LifecycleEvent),
  isWanted: (current: StoredResource) => boolean = () => true,
): Promise<MoveOutcome> {
  const { store, now, pause } = context;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const current = await store.get(type.name, id);
    if (!current) return { ok: false, reason: 'unknown' };
    if (!isWanted(current)) return { ok: false, reason: 'not wanted' };
    const moved = move(current, typeof event === 'function' ? event(current) : event, now());
    if (!moved.ok) return { ok: false, reason: moved.refusal, current };
    const { next, effects } = moved;
    const outcome = await store.write(indexed(type, current), indexed(type, next), {
      leavesTombstone: type.canBeMember === true,
    });
    if (outcome.ok) {
      if (effects.includes('leaves') || effects.includes('returns')) {
        const isSettled = await reconcileNow(context, { id, type: type.name });
        // Nobody can have made it a member since it was deleted: readers of members need no mark that it went.
        const wasGone = current.deletedAt !== undefined && isLongAgo(current.deletedAt, now());
        if (isSettled && wasGone && next.erasedAt !== undefined)
          await store.removeTombstone({ id, type: type.name, at: next.lastModified, version: next.version });
      }
      return { ok: true, resource: next };
    }
    if (outcome.reason === 'taken') return { ok: false, reason: 'taken', claim: outcome.claim, current };
    await pause(attempt + 1);
  }
  return { ok: false, reason: 'busy' };
}
