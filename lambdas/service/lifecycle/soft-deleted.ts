import type { DuePartition, RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';

/**
 * Which soft deletes, by the moment of the soft delete, both ends included; and how many are read
 * at a time.
 */
interface SoftDeletedRange {
  readonly from?: string;
  readonly upTo?: string;
  readonly pageSize?: number;
}

/** The soft-deleted resources, page by page, no page empty, the oldest of each partition first. */
export async function* softDeletedPages(
  { listSoftDeleted }: Pick<RetentionStore, 'listSoftDeleted'>,
  partitions: readonly DuePartition[],
  { pageSize = 1_000, ...range }: SoftDeletedRange = {},
): AsyncGenerator<readonly SoftDeleted[]> {
  for (const partition of partitions) {
    let after: string | undefined;
    do {
      const page = await listSoftDeleted(partition, {
        ...range,
        limit: pageSize,
        ...(after !== undefined && { after }),
      });
      if (page.found.length > 0) yield page.found;
      after = page.next;
    } while (after !== undefined);
  }
}

/** The same, all of them at once. */
export async function allSoftDeleted(...args: Parameters<typeof softDeletedPages>): Promise<readonly SoftDeleted[]> {
  const all: SoftDeleted[] = [];
  for await (const page of softDeletedPages(...args)) all.push(...page);
  return all;
}
