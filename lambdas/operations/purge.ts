import type { StoredResource } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Store } from '../store/store.ts';
import { indexed } from './indexed.ts';

/** What a purge did. `remaining` tells that time ran out before all that were due; `users` is there in a dry run only. */
export interface PurgeReport {
  readonly asOf: string;
  readonly dryRun: boolean;
  readonly found: number;
  readonly purged: number;
  /** Restored, postponed or erased by somebody else since the index was read. */
  readonly skipped: number;
  readonly failed: number;
  readonly remaining: boolean;
  readonly users?: readonly string[];
}

export interface PurgeOptions {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  /** ISO 8601 UTC with milliseconds. */
  readonly asOf: string;
  readonly dryRun: boolean;
  /** Is there time for one more? */
  readonly hasTime: () => boolean;
  readonly onFailure: (id: string, error: unknown) => void;
}

type Result = 'purged' | 'skipped' | 'failed' | 'left';

const PAGE_SIZE = 100;
const PARALLEL = 8;

/**
 * Erases every resource whose retention has passed at `asOf`, each on condition that it is as it was read. Safe to end anywhere and to
 * run again: what was erased is no longer in the index.
 */
export async function purge(options: PurgeOptions): Promise<PurgeReport> {
  const { store, asOf, dryRun, hasTime } = options;
  const counts: Record<Result, number> = { purged: 0, skipped: 0, failed: 0, left: 0 };
  const users: string[] = [];
  let found = 0;
  let next: string | undefined;
  do {
    const page = await store.listDue(asOf, { limit: PAGE_SIZE, ...(next !== undefined && { after: next }) });
    found += page.due.length;
    next = page.next;
    if (dryRun) users.push(...page.due.map(({ id }) => id));
    else {
      const results = await inParallel(page.due, PARALLEL, (due) => eraseInTime(options, due));
      for (const result of results) counts[result] += 1;
    }
  } while (next !== undefined && hasTime());
  const { left, ...done } = counts;
  const remaining = left > 0 || next !== undefined;
  return { asOf, dryRun, found, ...done, remaining, ...(dryRun && { users }) };
}

async function eraseInTime(options: PurgeOptions, due: { type: string; id: string }): Promise<Result> {
  if (!options.hasTime()) return 'left';
  try {
    return await erase(options, due);
  } catch (error) {
    options.onFailure(due.id, error);
    return 'failed';
  }
}

/** The index is a little late and knows no condition: the resource itself decides, read consistently and erased at that version. */
async function erase({ store, types, asOf }: PurgeOptions, due: { type: string; id: string }): Promise<Result> {
  const type = types.find(({ name }) => name === due.type);
  if (!type) throw new Error(`${due.id} is of type ${due.type}, which this version does not know`);
  const resource = await store.get(due.type, due.id);
  if (resource?.purgeAfter === undefined || resource.purgeAfter > asOf) return 'skipped';
  const outcome = await store.write(indexed(type, resource), indexed(type, tombstone(resource, asOf)), {
    departs: type.canBeMember === true,
  });
  return outcome.ok ? 'purged' : 'skipped';
}

/** What is left of an erased resource: nothing about the person, but its id, which is never used again. */
const tombstone = ({ type, id, version, created, deletedAt = '' }: StoredResource, asOf: string): StoredResource => ({
  type,
  id,
  version: version + 1,
  created,
  lastModified: asOf,
  attributes: {},
  deletedAt: deletedAt === '' ? asOf : deletedAt,
  erasedAt: asOf,
});
