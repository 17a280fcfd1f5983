import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { inParallel } from '../store/in-parallel.ts';
import { StoreBusyError } from '../store/retry.ts';
import type { Departed, Store } from '../store/store.ts';

const PARALLEL = 8;

interface Departing {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  readonly now: () => string;
  readonly hasTime: () => boolean;
}

/**
 * Ends the memberships of a resource that went, and erases the members it had. Readers leave it out from the moment it went, by a mark that
 * was written with it; so this may end anywhere and be repeated. Answers whether all is done.
 */
export async function endMemberships(
  { store, types, now, hasTime }: Departing,
  { id, type: name }: Pick<Departed, 'id' | 'type'>,
): Promise<boolean> {
  const groupType = types.find(({ members }) => members !== undefined);
  const type = types.find((candidate) => candidate.name === name);
  if (!groupType) return true;
  const groups = await store.findByMember(id);
  await inParallel(groups, PARALLEL, async (group) => {
    if (hasTime()) await store.endMembership(groupType.name, { group, member: id }, now());
  });
  const erased = type?.members === undefined || (await store.eraseMembers(name, id, hasTime));
  return erased && (await store.findByMember(id)).length === 0;
}

/** What a DELETE does for others before it answers, in so many milliseconds; the purge does the rest. */
const TIME_MS = 10_000;

/** Ends the memberships of what was just deleted. It is deleted already: where the table is too busy, the purge does it. */
export async function departNow(
  { store, types, now }: Omit<Departing, 'hasTime'>,
  departed: Pick<Departed, 'id' | 'type'>,
): Promise<void> {
  const end = Date.parse(now()) + TIME_MS;
  try {
    await endMemberships({ store, types, now, hasTime: () => Date.parse(now()) < end }, departed);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
  }
}

/** Longer than any request lives that may have seen the resource before it went, and made it a member afterwards. */
const QUIET_MS = 15 * 60_000;

/** Ends what memberships departed resources have left, and forgets those that have none. Answers how many are left for the next run. */
export async function sweepDeparted(options: Departing): Promise<{ swept: number; left: number }> {
  const { store, now, hasTime } = options;
  const departed = await store.listDeparted();
  let swept = 0;
  for (const each of departed.filter(({ at }) => Date.parse(now()) - Date.parse(at) >= QUIET_MS)) {
    if (!hasTime()) break;
    if (!(await endMemberships(options, each))) continue;
    await store.forgetDeparted(each.id);
    swept += 1;
  }
  return { swept, left: departed.length - swept };
}
