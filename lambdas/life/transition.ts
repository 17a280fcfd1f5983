import { lifecycleOf, purgeAfter, stateOf, type Lifecycle, type Retention } from './lifecycle.ts';

export type LifecycleEvent =
  /** A write by a client leaves it active, or inactive. */
  | { readonly kind: 'activate' | 'deactivate' }
  /** SCIM DELETE. */
  | { readonly kind: 'delete' }
  /**
   * An operator takes a DELETE back; `active` is what it was then. Its retention begins anew, or
   * the next purge would undo what the operator did.
   */
  | { readonly kind: 'restore'; readonly active: boolean }
  /** An operator takes back whatever happened at `since` or later, as if it had not. */
  | { readonly kind: 'undo'; readonly since: string }
  /** The same person is POSTed again. */
  | { readonly kind: 'revive' }
  /** The schedule found it: is it due at `asOf`? */
  | { readonly kind: 'purge'; readonly retention: Retention; readonly asOf: string }
  /** A person asked for erasure: no retention. */
  | { readonly kind: 'erase' }
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'lift' };

/**
 * leaves: it is visible to nobody any more, and in no group. returns: the groups it was in take it
 * back. activated: its `active` is true again. forgotten: nothing of it may be left but its id.
 * lifted: what a hold has kept goes.
 */
export type Effect = 'leaves' | 'returns' | 'activated' | 'forgotten' | 'lifted';

export type Refusal = 'deleted' | 'erased' | 'not deleted' | 'held' | 'not held' | 'not due' | 'not since';

export type Transition =
  | { readonly ok: true; readonly lifecycle: Lifecycle; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What an event makes of a resource at the moment `now`, and what has to happen with it; or why it
 * cannot.
 */
export function transition(stored: Lifecycle, event: LifecycleEvent, now: string): Transition {
  const before = lifecycleOf(stored);
  const state = stateOf(before);
  if (state === 'erased') return refused('erased');
  switch (event.kind) {
    case 'activate':
      return state === 'deleted' ? refused('deleted') : to(visible(before));
    case 'deactivate':
      return state === 'deleted' ? refused('deleted') : to({ ...before, softDeletedAt: before.softDeletedAt ?? now });
    case 'delete':
      if (state === 'deleted') return refused('deleted');
      return to({ ...before, softDeletedAt: before.softDeletedAt ?? now, deletedAt: now }, 'leaves');
    case 'restore':
      return state === 'deleted' ? restored(before, event.active, now) : refused('not deleted');
    case 'undo':
      return undone(before, event.since, now);
    case 'revive':
      return state === 'deleted' ? to({ ...back(before, now), revived: true }) : refused('not deleted');
    case 'purge': {
      const due = purgeAfter(before, event.retention);
      return due !== undefined && due <= event.asOf ? erased(before, now) : refused(before.hold ? 'held' : 'not due');
    }
    case 'erase':
      return before.hold ? refused('held') : erased(before, now);
    case 'hold':
      return before.hold ? refused('held') : to({ ...before, hold: { since: now, reason: event.reason } });
    case 'lift': {
      const { hold, ...rest } = before;
      return hold ? to(rest, 'lifted') : refused('not held');
    }
  }
}

const to = (lifecycle: Lifecycle, ...effects: Effect[]): Transition => ({ ok: true, lifecycle, effects });
const refused = (refusal: Refusal): Transition => ({ ok: false, refusal });

function visible({ softDeletedAt: _, deletedAt: __, ...rest }: Lifecycle): Lifecycle {
  return rest;
}

/**
 * As it was before the DELETE: who was deactivated then still is, and the retention begins anew.
 */
function restored(before: Lifecycle, active: boolean, now: string): Transition {
  return to({ ...back(before, now), ...(active ? {} : { softDeletedAt: now }) }, 'returns');
}

/** Visible again after a DELETE. */
const back = ({ revived: _, ...before }: Lifecycle, now: string): Lifecycle => ({
  ...visible(before),
  restoredAt: now,
});

function undone(before: Lifecycle, since: string, now: string): Transition {
  const { softDeletedAt = '', deletedAt = '' } = before;
  const effects: Effect[] = deletedAt === '' ? [] : ['returns'];
  const shown = deletedAt === '' ? visible(before) : back(before, now);
  if (softDeletedAt >= since) return to(shown, 'activated', ...effects);
  if (deletedAt >= since) return to({ ...shown, softDeletedAt }, ...effects);
  return refused('not since');
}

/** The id is never used again, so that a late request for it can be told what became of it. */
function erased({ deletedAt }: Lifecycle, now: string): Transition {
  return to({ deletedAt: deletedAt ?? now, erasedAt: now }, 'leaves', 'forgotten');
}
