import pMap from 'p-map';
import { MINUTE } from '../../duration.ts';
import { stateOf } from '../../life/lifecycle.ts';
import { isVisible } from '../../life/stored-resource.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { StoreBusyError } from '../../store/ports/busy.ts';
import type { Tombstone } from '../../store/ports/tombstones.ts';
import type { Store } from '../context.ts';
import type { Writing } from '../rewrite.ts';
import { dropReferences } from './references.ts';
import { rejoin } from './rejoin.ts';

const PARALLEL = 8;

/** What goes on when a resource leaves or comes back. */
export interface Reconciling extends Writing {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  readonly hasTime: () => boolean;
}

/** A resource that left or came back, by what its tombstone says of it. */
type Leaving = Pick<Tombstone, 'id' | 'type' | 'withoutGroups'>;

/**
 * Does what remains to be done after a resource left or came back, by the state it is in now. Its
 * tombstone tells readers the truth until then; so this is idempotent and may end anywhere. Answers
 * whether all is done.
 */
async function reconcile(context: Reconciling, leaving: Leaving): Promise<boolean> {
  const { store } = context;
  const resource = await store.get(leaving.type, leaving.id);
  if (isVisible(resource)) return leaving.withoutGroups ? forgetGroups(context, leaving) : rejoin(context, leaving);
  const isKept = resource !== undefined && stateOf(resource) === 'deleted';
  const ended = await endMemberships(context, leaving, isKept);
  if (isKept || !ended) return ended;
  await forgetGroups(context, leaving);
  return dropReferences(context, leaving.id);
}

/**
 * What a request does for others before it answers, in so many milliseconds; the purge does the
 * rest.
 */
const TIME_MS = 10_000;

/**
 * Reconciles what has just left or come back. Its own write is done: where the table is too busy
 * for the rest, the purge does it. Answers whether all is done.
 */
export async function reconcileNow(context: Omit<Reconciling, 'hasTime'>, leaving: Leaving): Promise<boolean> {
  const end = Date.parse(context.now()) + TIME_MS;
  try {
    return await reconcile({ ...context, hasTime: () => Date.parse(context.now()) < end }, leaving);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    return false;
  }
}

/**
 * Longer than any request lives that may have seen the resource before it went, and made it a
 * member afterwards.
 */
const QUIET_MS = 15 * MINUTE;

/**
 * Whether something happened so long ago that no request is under way any more that began before
 * it.
 */
export const isLongAgo = (at: string, now: string): boolean => Date.parse(now) - Date.parse(at) >= QUIET_MS;

/**
 * Reconciles whatever left or came back and is not done with, and removes the tombstones of what
 * is. Answers how many are left for the next run.
 */
export async function sweepTombstones(context: Reconciling): Promise<{ swept: number; left: number }> {
  const { store, now, hasTime } = context;
  const tombstones = await store.listTombstones();
  const quiet = tombstones.filter(({ at }) => isLongAgo(at, now()));
  const done = await pMap(
    quiet,
    async (tombstone) => {
      if (!hasTime() || !(await reconcile(context, tombstone))) return false;
      await store.removeTombstone(tombstone);
      return true;
    },
    { concurrency: PARALLEL },
  );
  const swept = done.filter(Boolean).length;
  return { swept, left: tombstones.length - swept };
}

/**
 * Ends the memberships of a resource that went, and erases the members it had. `isKept`: it may
 * come back, and then into its groups.
 */
async function endMemberships(context: Reconciling, { id, type: name }: Leaving, isKept: boolean): Promise<boolean> {
  const { store, types, now, hasTime } = context;
  const groupType = groupTypeOf(types);
  if (!groupType) return true;
  const type = types.find((candidate) => candidate.name === name);
  const groups = await store.findByMember(id);
  await pMap(
    groups,
    async (group) => {
      if (hasTime()) await store.endMembership(groupType.name, { group, member: id }, now(), isKept ? name : undefined);
    },
    { concurrency: PARALLEL },
  );
  const erased = type?.members === undefined || (await store.eraseMembers(name, id, hasTime));
  return erased && (await store.findByMember(id)).length === 0;
}

async function forgetGroups({ store }: Reconciling, { id, type }: Leaving): Promise<boolean> {
  await store.removeFormerGroups(type, id, await store.listFormerGroups(type, id));
  return true;
}
