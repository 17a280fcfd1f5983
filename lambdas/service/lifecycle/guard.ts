import { HOUR } from '../../duration.ts';
import { findMassDeletes, overlaps, widened, type GuardRule, type MassHold } from '../../life/guard.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ListingStore } from '../../store/ports/listing.ts';
import type { RetentionStore } from '../../store/ports/retention.ts';
import { allSoftDeleted } from './soft-deleted.ts';

export interface Guarding {
  readonly store: RetentionStore & Pick<ListingStore, 'count'>;
  readonly types: readonly ResourceType[];
  readonly guard: GuardRule;
  readonly now: () => string;
  readonly newId: () => string;
}

/**
 * Looks at the soft deletes since it last did, and holds those that were too many within an hour:
 * the purge leaves them alone until an operator has decided. The client was never refused: Entra
 * would put the whole job into quarantine. Answers the holds it made or widened.
 */
export async function guardDirectory({ store, types, guard, now, newId }: Guarding): Promise<readonly MassHold[]> {
  // What is soft-deleted from here on may be missing in what is read: the next look sees it again.
  const begin = now();
  const lookedAt = await store.guardedUpTo();
  const { deleted, deactivated } = await momentsSince(store, lookedAt);
  const moments = [...deleted, ...deactivated];
  if (!moments.some((moment) => moment > (lookedAt ?? ''))) return [];
  const counts = await Promise.all(types.filter(({ softDelete }) => softDelete).map(({ name }) => store.count(name)));
  const total = counts.reduce((sum, count) => sum + count, deleted.length);
  const holds = await store.listHolds();
  const changed = findMassDeletes(moments, total, guard, holds).flatMap((found): MassHold[] => {
    const known = holds.find((hold) => hold.state === 'held' && overlaps(hold, found));
    if (!known) return [{ ...found, id: newId().slice(0, 8), of: total, noticedAt: now(), state: 'held' }];
    const wider = widened(known, found, moments);
    return wider ? [wider] : [];
  });
  for (const hold of changed) await store.putHold(hold);
  await store.setGuardedUpTo(begin);
  return changed;
}

/**
 * When users were deleted, and deactivated, since an hour before the last look: an hour may have
 * begun before it.
 */
async function momentsSince(
  store: RetentionStore,
  lookedAt: string | undefined,
): Promise<{ deleted: string[]; deactivated: string[] }> {
  const from = lookedAt === undefined ? '' : new Date(Date.parse(lookedAt) - HOUR).toISOString();
  const isNew = (moment: string): boolean => moment >= from;
  // A DELETE may come long after the deactivation that the index is ordered by; the deleted are
  // few, a month's at most.
  const deleted = await allSoftDeleted(store, ['DELETED']);
  const deactivated = await allSoftDeleted(store, ['DEACTIVATED'], from === '' ? {} : { from });
  return {
    deleted: deleted.map(({ deletedAt = '' }) => deletedAt).filter(isNew),
    deactivated: deactivated.map(({ softDeletedAt }) => softDeletedAt).filter(isNew),
  };
}
