import { DAY } from '../duration.ts';

/** How long a soft-deleted user is kept, and whether a deactivation alone leads to the purge (entra: on the wire a long leave looks like one). */
export interface Retention {
  readonly days: number;
  readonly deactivated: 'purge' | 'keep';
}

/**
 * active: as it came. deactivated: visible, `active` is false. deleted: gone for SCIM, kept until the purge. erased: only the id is left.
 * Soft-deleted is what is deactivated or deleted.
 */
export type State = 'active' | 'deactivated' | 'deleted' | 'erased';

/** What is known about where a resource stands. All times are ISO 8601 UTC with milliseconds. */
export interface Lifecycle {
  /** The first moment of the soft delete, however often a disable is repeated. */
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
  readonly erasedAt?: string;
  /** When it last came back after a DELETE. */
  readonly restoredAt?: string;
  /** A legal hold: nothing erases it until an operator lifts the hold. */
  readonly hold?: Hold;
}

export interface Hold {
  readonly since: string;
  readonly reason: string;
}

export type LifecycleEvent =
  /** A write by a client leaves it active, or inactive. */
  | { readonly kind: 'activate' | 'deactivate' }
  /** SCIM DELETE. */
  | { readonly kind: 'delete' }
  /** An operator takes a DELETE back; `active` is what it was then. Its retention begins anew, or the next purge would undo what the operator did. */
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
 * leaves: it is visible to nobody any more, and in no group. returns: the groups it was in take it back. activated: its `active` is true again.
 * forgotten: nothing of it may be left but its id.
 */
export type Effect = 'leaves' | 'returns' | 'activated' | 'forgotten';

export type Refusal = 'deleted' | 'erased' | 'not deleted' | 'held' | 'not held' | 'not due' | 'not since';

export type Transition =
  | { readonly ok: true; readonly lifecycle: Lifecycle; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function stateOf({ softDeletedAt, deletedAt, erasedAt }: Lifecycle): State {
  if (erasedAt !== undefined) return 'erased';
  if (deletedAt !== undefined) return 'deleted';
  return softDeletedAt === undefined ? 'active' : 'deactivated';
}

/** The lifecycle alone of a resource that has more. */
export function lifecycleOf({ softDeletedAt, deletedAt, erasedAt, restoredAt, hold }: Lifecycle): Lifecycle {
  return {
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(erasedAt !== undefined && { erasedAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(hold !== undefined && { hold }),
  };
}

/** All of a resource but its lifecycle. */
export function withoutLifecycle<Stored extends Lifecycle>(stored: Stored): Omit<Stored, keyof Lifecycle> {
  const { softDeletedAt: _, deletedAt: __, erasedAt: ___, restoredAt: ____, hold: _____, ...rest } = stored;
  return rest;
}

/** From when on the purge may erase it; undefined for what it leaves alone. */
export function purgeAfter(lifecycle: Lifecycle, { days, deactivated }: Retention): string | undefined {
  const { softDeletedAt, hold } = lifecycle;
  const state = stateOf(lifecycle);
  const ends = state === 'deleted' || (state === 'deactivated' && deactivated === 'purge');
  if (!ends || hold || softDeletedAt === undefined) return undefined;
  return new Date(Date.parse(softDeletedAt) + days * DAY).toISOString();
}

/** The soft deletes at or before this moment are due at `asOf`. */
export const dueSince = (asOf: string, { days }: Retention): string =>
  new Date(Date.parse(asOf) - days * DAY).toISOString();

/** What an event makes of a resource at the moment `now`, and what has to happen beside it; or why it cannot. */
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
      return state === 'deleted' ? to({ ...visible(before), restoredAt: now }) : refused('not deleted');
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
      return hold ? to(rest) : refused('not held');
    }
  }
}

const to = (lifecycle: Lifecycle, ...effects: Effect[]): Transition => ({ ok: true, lifecycle, effects });
const refused = (refusal: Refusal): Transition => ({ ok: false, refusal });

function visible({ softDeletedAt: _, deletedAt: __, ...rest }: Lifecycle): Lifecycle {
  return rest;
}

/** As it was before the DELETE: who was deactivated then still is, and the retention begins anew. */
function restored(before: Lifecycle, active: boolean, now: string): Transition {
  return to({ ...visible(before), ...(active ? {} : { softDeletedAt: now }), restoredAt: now }, 'returns');
}

function undone(before: Lifecycle, since: string, now: string): Transition {
  const { softDeletedAt = '', deletedAt = '' } = before;
  const effects: Effect[] = deletedAt === '' ? [] : ['returns'];
  const back = deletedAt === '' ? {} : { restoredAt: now };
  if (softDeletedAt >= since) return to({ ...visible(before), ...back }, 'activated', ...effects);
  if (deletedAt >= since) return to({ ...visible(before), softDeletedAt, ...back }, ...effects);
  return refused('not since');
}

/** The id is never used again, so that a late request for it can be told what became of it. */
function erased({ deletedAt }: Lifecycle, now: string): Transition {
  return to({ deletedAt: deletedAt ?? now, erasedAt: now }, 'leaves', 'forgotten');
}
