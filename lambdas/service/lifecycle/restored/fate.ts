import { isVisible, type StoredResource } from '../../../life/stored-resource.ts';

/**
 * What a restored table takes over of a resource. erase: it was erased since. entomb: it came and was
 * erased since, so that its id is taken. take: it came since. revive: it was deleted then, and came back
 * since. raise: it was changed since, which is undone under a version of its own. leave: nothing.
 */
export type Fate = 'erase' | 'entomb' | 'take' | 'revive' | 'raise' | 'leave';

/** What is taken over. Times are ISO 8601. */
export interface Wanted {
  /** What happened before this moment is in the restored table, or was taken over. */
  readonly since: string;
  /** Whether all of it was taken over once: then only what is newer than that comes. */
  readonly again: boolean;
  /** Nobody who came since, unless a legal hold is on them. */
  readonly discardNewer: boolean;
}

/**
 * What becomes of a resource that is `old` in the table that was restored from, and `is` in the restored
 * one, where there is any. Who was erased never comes back, whatever is wanted. Pure.
 */
export function fateOf(old: StoredResource, is: StoredResource | undefined, wanted: Wanted): Fate {
  if (old.erasedAt !== undefined) return !is ? 'entomb' : is.erasedAt === undefined ? 'erase' : 'leave';
  if (is?.erasedAt !== undefined) return 'leave';
  if (!is) return isUnwanted(old, wanted) ? 'leave' : 'take';
  const cameBack = isVisible(old) && !isVisible(is) && (old.restoredAt ?? '') > wanted.since;
  if (cameBack && !wanted.discardNewer) return 'revive';
  return old.version > is.version || isHeldSince(old, is, wanted) ? 'raise' : 'leave';
}

const isUnwanted = ({ hold, created }: StoredResource, { discardNewer, again, since }: Wanted): boolean =>
  (discardNewer && !hold) || (again && created <= since);

/** A legal hold is a decision about a person, and no change that anybody wants undone. */
export const isHeldSince = (old: StoredResource, is: StoredResource, { since }: Wanted): boolean =>
  old.hold !== undefined && is.hold === undefined && old.hold.since > since;
