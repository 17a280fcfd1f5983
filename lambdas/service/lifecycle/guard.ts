import { belongsTo, findMassDeletes, type GuardRule, type MassHold } from '../../life/guard.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ListingStore } from '../../store/ports/listing.ts';
import type { DuePartition, RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';
import { HOUR } from '../../duration.ts';

export interface Guarding {
  readonly store: RetentionStore & Pick<ListingStore, 'count'>;
  readonly types: readonly ResourceType[];
  readonly guard: GuardRule;
  readonly now: () => string;
  readonly newId: () => string;
}

const PAGE_SIZE = 1_000;

/**
 * Looks at the soft deletes since it last did, and holds those that were too many within an hour: the purge leaves them alone until an
 * operator has decided. The client was never refused: Entra would put the whole job into quarantine. Answers the holds it made or widened.
 */
export async function guardDirectory({ store, types, guard, now, newId }: Guarding): Promise<readonly MassHold[]> {
  const before = await store.guardedUpTo();
  // An hour may have begun before the last look.
  const from = before === undefined ? '' : new Date(Date.parse(before) - HOUR).toISOString();
  const isNew = (moment: string): boolean => moment >= from;
  // A DELETE may come long after the deactivation that the index is ordered by; those who are deleted are few, a month's at most.
  const deleted = (await all(store, 'DELETED', '')).map(({ deletedAt = '' }) => deletedAt).filter(isNew);
  const deactivated = (await all(store, 'DEACTIVATED', from)).map(({ softDeletedAt }) => softDeletedAt).filter(isNew);
  const moments = [...deleted, ...deactivated];
  if (!moments.some((moment) => moment > (before ?? ''))) return [];
  const counts = await Promise.all(types.filter(({ softDelete }) => softDelete).map(({ name }) => store.count(name)));
  const total = counts.reduce((sum, count) => sum + count, deleted.length);
  const holds = await store.listHolds();
  const made = findMassDeletes(moments, total, guard, holds).flatMap((found): MassHold[] => {
    const known = holds.find(
      (hold) =>
        hold.state === 'held' &&
        (belongsTo(hold, { deletedAt: found.from }) || belongsTo(found, { deletedAt: hold.from })),
    );
    if (!known) return [{ ...found, id: newId().slice(0, 8), of: total, noticedAt: now(), state: 'held' }];
    if (found.from >= known.from && found.to <= known.to) return [];
    const fresh = moments.filter(
      (moment) => belongsTo(found, { deletedAt: moment }) && !belongsTo(known, { deletedAt: moment }),
    );
    const [first = '', last = ''] = [[found.from, known.from].toSorted()[0], [found.to, known.to].toSorted()[1]];
    return [{ ...known, from: first, to: last, count: known.count + fresh.length }];
  });
  for (const hold of made) await store.putHold(hold);
  await store.setGuardedUpTo(now());
  return made;
}

async function all(store: RetentionStore, partition: DuePartition, from: string): Promise<SoftDeleted[]> {
  const result: SoftDeleted[] = [];
  let after: string | undefined;
  do {
    const page = await store.listSoftDeleted(partition, {
      limit: PAGE_SIZE,
      ...(from !== '' && { from }),
      ...(after !== undefined && { after }),
    });
    result.push(...page.found);
    after = page.next;
  } while (after !== undefined);
  return result;
}
