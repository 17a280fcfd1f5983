import pMap from 'p-map';
import { HOUR } from '../../duration.ts';
import { isHeldBack, type MassHold } from '../../life/guard.ts';
import { dueSince, purgeAfter, type Retention } from '../../life/lifecycle.ts';
import type { DuePartition, RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';
import type { Store } from '../context.ts';
import { applyEvent } from './apply-event.ts';
import type { Recovering } from './recover.ts';
import { softDeletedPages } from './soft-deleted.ts';

/**
 * What a purge did. `remaining` tells that time ran out before all that were due; `users` is there
 * in a dry run only.
 */
export interface PurgeReport {
  readonly asOf: string;
  readonly dryRun: boolean;
  readonly found: number;
  readonly purged: number;
  /** Restored, held or erased by somebody else since the index was read. */
  readonly skipped: number;
  /** Due, and left alone because too many were deleted at once: an operator has to decide. */
  readonly heldBack: number;
  readonly failed: number;
  /**
   * For how many hours the longest of those that failed or were left has been due; 0 where none
   * was.
   */
  readonly oldestOverdueHours: number;
  readonly remaining: boolean;
  readonly users?: readonly string[];
}

export interface PurgeOptions extends Recovering {
  readonly store: Store & RetentionStore;
  readonly retention: Retention;
  /** ISO 8601 UTC with milliseconds. */
  readonly asOf: string;
  readonly dryRun: boolean;
  readonly onFailure: (id: string, error: unknown) => void;
}

type Result = 'purged' | 'skipped' | 'failed' | 'left';

const PAGE_SIZE = 100;
const PARALLEL = 8;

/**
 * Erases every resource whose retention has passed at `asOf`, each on condition that it is as it
 * was read. Safe to end anywhere, to run again and to run twice at once: what was erased is no
 * longer in the index.
 */
export async function purge(options: PurgeOptions): Promise<PurgeReport> {
  const { store, retention, asOf, dryRun, hasTime } = options;
  const holds = await store.listHolds();
  const done: { readonly due: SoftDeleted; readonly result: Result }[] = [];
  const users: string[] = [];
  let found = 0;
  let heldBack = 0;
  const range = { upTo: dueSince(asOf, retention), pageSize: PAGE_SIZE };
  for await (const page of softDeletedPages(store, PARTITIONS[retention.deactivated], range)) {
    // In the order of the soft deletes: some of these were deleted later, and have time left.
    const all = page.filter((each) => dueAt(each, retention) <= asOf);
    const due = all.filter((each) => !isHeldBack(holds, each));
    found += all.length;
    heldBack += all.length - due.length;
    if (dryRun) users.push(...due.map(({ id }) => id));
    else done.push(...(await eraseAll(options, due, holds)));
    if (!hasTime()) break;
  }
  const count = (result: Result): number => done.filter((each) => each.result === result).length;
  const overdue = done.filter(({ result }) => result === 'failed' || result === 'left');
  return {
    asOf,
    dryRun,
    found,
    purged: count('purged'),
    skipped: count('skipped'),
    failed: count('failed'),
    heldBack,
    oldestOverdueHours: hoursOverdue(
      overdue.map(({ due }) => dueAt(due, retention)),
      asOf,
    ),
    remaining: count('left') > 0 || !hasTime(),
    ...(dryRun && { users }),
  };
}

/**
 * The partitions of the index that hold what is due, by what the retention says about those who
 * were only deactivated.
 */
const PARTITIONS: Record<Retention['deactivated'], readonly DuePartition[]> = {
  purge: ['DELETED', 'DEACTIVATED'],
  keep: ['DELETED'],
};

/** Above every moment for what is never due. */
const dueAt = (each: SoftDeleted, retention: Retention): string => purgeAfter(each, retention) ?? '~';

function hoursOverdue(due: readonly string[], asOf: string): number {
  const oldest = due.toSorted()[0];
  return oldest === undefined ? 0 : Math.floor((Date.parse(asOf) - Date.parse(oldest)) / HOUR);
}

const eraseAll = (options: PurgeOptions, page: readonly SoftDeleted[], holds: readonly MassHold[]) =>
  pMap(
    page,
    async (due): Promise<{ due: SoftDeleted; result: Result }> => {
      if (!options.hasTime()) return { due, result: 'left' };
      try {
        return { due, result: await erase(options, due, holds) };
      } catch (error) {
        options.onFailure(due.id, error);
        return { due, result: 'failed' };
      }
    },
    { concurrency: PARALLEL },
  );

/**
 * The index is a little late and knows no condition: the resource itself decides, read consistently
 * and erased at that version.
 */
async function erase(
  options: PurgeOptions,
  { type: name, id }: SoftDeleted,
  holds: readonly MassHold[],
): Promise<Result> {
  const { types, retention, asOf } = options;
  const type = types.find((each) => each.name === name);
  if (!type) throw new Error(`${id} is of type ${name}, which this version does not know`);
  const outcome = await applyEvent(options, type, id, (current) =>
    isHeldBack(holds, current) ? undefined : { kind: 'purge', retention, asOf },
  );
  if (!outcome.ok && outcome.reason === 'busy') throw new Error(`${id} was changed by others all the time`);
  return outcome.ok ? 'purged' : 'skipped';
}
