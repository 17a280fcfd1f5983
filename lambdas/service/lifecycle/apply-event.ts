import type { Hold } from '../../life/lifecycle.ts';
import { nextState } from '../../life/next-state.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { Effect, LifecycleEvent, Refusal } from '../../life/transition.ts';
import type { IndexValue } from '../../scim/query/index-values.ts';
import { namesOf } from '../../scim/query/names.ts';
import { searchValues } from '../../scim/query/search-values.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { rewrite, type Decision } from '../rewrite.ts';
import { dropOtherNames } from './other-names.ts';
import { recoverNow, type RecoveringNow } from './recover.ts';
import { withoutErased } from './references.ts';

/** What became of an event. */
export type EventOutcome =
  | { readonly ok: true; readonly resource: StoredResource }
  /** Another resource has its userName, or another unique value, by now. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue; readonly owner?: string }
  /**
   * Its state does not allow it; or there is no such resource, or others changed it all the time,
   * or no event was wanted.
   */
  | { readonly ok: false; readonly reason: Refusal | 'unknown' | 'busy' | 'not wanted'; readonly hold?: Hold };

/** The event for a resource in this state; undefined where it is to be left alone. */
export type EventFor = (current: StoredResource) => LifecycleEvent | undefined;

/** What a write of these leaves to be carried out. */
const LEFT_BEHIND: ReadonlySet<Effect> = new Set(['leaves', 'returns', 'lifted']);

interface Applied {
  readonly ok: true;
  readonly before: StoredResource;
  readonly resource: StoredResource;
  readonly effects: readonly Effect[];
}

type Known = Awaited<ReturnType<RecoveringNow['store']['getWithGroups']>>;
type Refused = Exclude<EventOutcome, { ok: true }>;

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
  const { store } = context;
  const groupType = groupTypeOf(context.types)?.name;
  const outcome = await rewrite<Known, Applied | Refused>(
    context,
    type,
    () => store.getWithGroups(type.name, id, groupType),
    (known) => decide(context, type, known, eventFor),
  );
  if (!outcome.ok) return outcome.reason === 'changing' ? { ok: false, reason: 'busy' } : outcome;
  const { result } = outcome;
  if (result.ok && result.effects.some((effect) => LEFT_BEHIND.has(effect))) await recoverNow(context, id);
  if (result.ok && result.effects.includes('forgotten')) await forgetSearched(context, type, result.before);
  return result;
}

async function decide(
  context: RecoveringNow,
  type: ResourceType,
  { resource: before, memberOf }: Known,
  eventFor: EventFor,
): Promise<Decision<Applied | Refused>> {
  if (!before) return { result: { ok: false, reason: 'unknown' } };
  const event = eventFor(before);
  if (!event) return { result: { ok: false, reason: 'not wanted' } };
  const applied = nextState(before, event, context.now());
  if (!applied.ok) return { result: { ok: false, reason: applied.refusal, ...(before.hold && { hold: before.hold }) } };
  const { effects } = applied;
  const isForgotten = effects.includes('forgotten');
  const next = effects.includes('returns') ? await withoutErased(context, type, applied.next) : applied.next;
  const ofMember = { ...(type.canBeMember && { memberOf }), rejoins: effects.includes('returns') };
  const result = { ok: true, before, resource: next, effects } as const;
  // What has members is no person: nothing is left of it, so that they go like those of any group.
  if (type.members !== undefined && isForgotten)
    return { write: { next: undefined, options: { ...ofMember, empties: true } }, result };
  // Before the erasure: after it nobody knows what the names were, so what is left of them would stay.
  if (isForgotten)
    await Promise.all([
      dropOtherNames(context, type, before),
      context.store.forgetRefusals({
        id: before.id,
        names: namesOf(type, before.attributes),
        at: next.erasedAt ?? context.now(),
      }),
    ]);
  return { write: { next, options: ofMember }, result };
}

/**
 * What a person was searched by goes with the person. The stream does the same a moment later, so
 * this never fails.
 */
async function forgetSearched({ store, failedBehind }: RecoveringNow, type: ResourceType, before: StoredResource) {
  const { id, attributes } = before;
  try {
    await store.moveSearch(
      [],
      searchValues(type, attributes).map((value) => ({ type: type.name, id, value })),
    );
  } catch (error) {
    failedBehind?.(error);
  }
}
