import { isHeldBack, type MassHold } from '../../life/guard.ts';
import { dueSince, type Retention } from '../../life/lifecycle.ts';
import { inParallel } from '../../store/table/in-parallel.ts';
import type { RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';
import type { Store } from '../context.ts';
import type { Reconciling } from './reconcile.ts';
import { moveResource } from './apply-event.ts';
import { HOUR } from '../../duration.ts';

/** What a purge did. `remaining` tells that time ran out before all that were due; `users` is there in a dry run only. */
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
  /** For how many hours the longest of those that failed or were left has been due; 0 where none was. */
  readonly oldestOverdueHours: number;
  readonly remaining: boolean;
  readonly users?: readonly string[];
}

export interface PurgeOptions extends Reconciling {
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
 * Erases every resource whose retention has passed at `asOf`, each on condition that it is as it was read. Safe to end anywhere, to run
 * again and to run twice at once: what was erased is no longer in the index.
 */
export async function purge(options: PurgeOptions): Promise<PurgeReport> {
  const { store, retention, asOf, dryRun, hasTime } = options;
  const holds = await store.listHolds();
  const counts: Record<Result, number> = { purged: 0, skipped: 0, failed: 0, left: 0 };
  const users: string[] = [];
  const overdue: string[] = [];
  let found = 0;
  let heldBack = 0;
  for await (const page of duePages(options)) {
    const due = page.filter((each) => !isHeldBack(holds, each));
    found += page.length;
    heldBack += page.length - due.length;
    if (dryRun) users.push(...due.map(({ id }) => id));
    else {
      const results = await inParallel(due, PARALLEL, (each) => eraseInTime(options, each, holds));
      for (const result of results) counts[result] += 1;
      overdue.push(
        ...due.filter((_, at) => ['failed', 'left'].includes(results[at] ?? '')).map((each) => each.softDeletedAt),
      );
    }
    if (!hasTime()) break;
  }
  const { left, ...done } = counts;
  const oldest = overdue.toSorted().at(0);
  const oldestOverdueHours =
    oldest === undefined ? 0 : Math.floor((Date.parse(dueSince(asOf, retention)) - Date.parse(oldest)) / HOUR);
  const remaining = left > 0 || !hasTime();
  return { asOf, dryRun, found, ...done, heldBack, oldestOverdueHours, remaining, ...(dryRun && { users }) };
}

/** What is due, page by page, from the two partitions that a purge reads. */
async function* duePages({ store, retention, asOf }: PurgeOptions): AsyncGenerator<SoftDeleted[]> {
  const upTo = dueSince(asOf, retention);
  for (const partition of retention.deactivated === 'purge'
    ? (['DELETED', 'DEACTIVATED'] as const)
    : (['DELETED'] as const)) {
    let after: string | undefined;
    do {
      const page = await store.listSoftDeleted(partition, {
        limit: PAGE_SIZE,
        upTo,
        ...(after !== undefined && { after }),
      });
      if (page.found.length > 0) yield page.found;
      after = page.next;
    } while (after !== undefined);
  }
}

async function eraseInTime(options: PurgeOptions, due: SoftDeleted, holds: readonly MassHold[]): Promise<Result> {
  if (!options.hasTime()) return 'left';
  try {
    return await erase(options, due, holds);
  } catch (error) {
    options.onFailure(due.id, error);
    return 'failed';
  }
}

/** The index is a little late and knows no condition: the resource itself decides, read consistently and erased at that version. */
async function erase(
  options: PurgeOptions,
  { type: name, id }: SoftDeleted,
  holds: readonly MassHold[],
): Promise<Result> {
  const { types, retention, asOf } = options;
  const type = types.find((each) => each.name === name);
  if (!type) throw new Error(`${id} is of type ${name}, which this version does not know`);
  const event = { kind: 'purge', retention, asOf } as const;
  const outcome = await moveResource(options, type, id, event, (current) => !isHeldBack(holds, current));
  if (!outcome.ok && outcome.reason === 'busy') throw new Error(`${id} was changed by others all the time`);
  return outcome.ok ? 'purged' : 'skipped';
}
