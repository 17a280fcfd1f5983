import type { RetentionStore } from '../store/ports/retention.ts';
import { userType } from '../tenant/resource-types.ts';

/** Soft-deleted resources that are counted one by one. */
const MOST_COUNTED = 1000;

/** How many people are soft-deleted. */
export interface Gone {
  readonly deactivated: number;
  readonly leaving: number;
}

/** How many people are soft-deleted, on legal hold or not; null where counting them would read too much. */
export async function countGone(store: Pick<RetentionStore, 'listSoftDeleted'>): Promise<Gone | null> {
  const pages = await Promise.all(
    (['DEACTIVATED', 'DELETED', 'HELD'] as const).map((partition) =>
      store.listSoftDeleted(partition, { limit: MOST_COUNTED }),
    ),
  );
  if (pages.some(({ next }) => next !== undefined)) return null;
  const gone = pages.flatMap(({ found }) => found).filter(({ type }) => type === userType.name);
  const leaving = gone.filter(({ deletedAt }) => deletedAt !== undefined).length;
  const deactivated = gone.filter(
    ({ softDeletedAt, deletedAt }) => softDeletedAt !== '' && deletedAt === undefined,
  ).length;
  return { deactivated, leaving };
}
