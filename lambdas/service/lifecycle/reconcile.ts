import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { stateOf } from '../../life/lifecycle.ts';
import { withKey } from '../../scim/json.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { inParallel } from '../../store/table/in-parallel.ts';
import { StoreBusyError } from '../../store/ports/busy.ts';
import type { Tombstone } from '../../store/ports/tombstones.ts';
import { changeResource, type Writing } from '../rewrite.ts';
import { indexed } from '../indexed.ts';
import { MINUTE } from '../../duration.ts';

const PARALLEL = 8;

/** What goes on when a resource leaves or comes back. */
export interface Reconciling extends Writing {
  readonly types: readonly ResourceType[];
  readonly hasTime: () => boolean;
}

type Leaving = Pick<Tombstone, 'id' | 'type' | 'withoutGroups'>;

/**
 * Does what remains to be done after a resource left or came back, by the state it is in now. A mark that was written with it tells readers the
 * truth until then; so this may end anywhere and be repeated. Answers whether all is done.
 */
export async function reconcile(context: Reconciling, leaving: Leaving): Promise<boolean> {
  const resource = await context.store.get(leaving.type, leaving.id);
  if (isVisible(resource)) return leaving.withoutGroups ? forgetGroups(context, leaving) : rejoin(context, leaving);
  const isKept = resource !== undefined && stateOf(resource) === 'deleted';
  const ended = await endMemberships(context, leaving, isKept);
  if (isKept || !ended) return ended;
  await forgetGroups(context, leaving);
  return dropReferences(context, leaving.id);
}

async function forgetGroups({ store }: Reconciling, { id, type }: Leaving): Promise<boolean> {
  await store.removeFormerGroups(type, id, await store.listFormerGroups(type, id));
  return true;
}

/** Ends the memberships of a resource that went, and erases the members it had. `isKept`: it may come back, and then into its groups. */
async function endMemberships(context: Reconciling, { id, type: name }: Leaving, isKept: boolean): Promise<boolean> {
  const { store, types, now, hasTime } = context;
  const groupType = groupTypeOf(types);
  const type = types.find((candidate) => candidate.name === name);
  if (!groupType) return true;
  const groups = await store.findByMember(id);
  await inParallel(groups, PARALLEL, async (group) => {
    if (hasTime()) await store.endMembership(groupType.name, { group, member: id }, now(), isKept ? name : undefined);
  });
  const erased = type?.members === undefined || (await store.eraseMembers(name, id, hasTime));
  return erased && (await store.findByMember(id)).length === 0;
}

/** Puts a resource that came back into the groups it was in, as far as they are still there. */
async function rejoin(context: Reconciling, { id, type }: Leaving): Promise<boolean> {
  const { store, types, hasTime } = context;
  const groupType = groupTypeOf(types);
  const groups = await store.listFormerGroups(type, id);
  if (!groupType) return true;
  await inParallel(groups, PARALLEL, async (group) => {
    if (!hasTime()) return;
    if (await join(context, groupType, group, { id, type })) await store.removeFormerGroups(type, id, [group]);
  });
  return (await store.listFormerGroups(type, id)).length === 0;
}

const MAX_ATTEMPTS = 20;

/** Answers false when the group was changed by others all the time. */
async function join(
  context: Reconciling,
  groupType: ResourceType,
  groupId: string,
  member: Pick<Tombstone, 'id' | 'type'>,
): Promise<boolean> {
  const { store, now, pause } = context;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const group = await store.get(groupType.name, groupId);
    if (!group) return true;
    if (group.pending) await store.rollForward(group);
    const { pending: _, ...settled } = group;
    const next: StoredResource = { ...settled, version: group.version + 1, lastModified: now() };
    const outcome = await store.write(indexed(groupType, settled), indexed(groupType, next), {
      members: { add: [member], remove: [] },
      commutative: true,
    });
    // It is a member already: somebody else put it there.
    if (outcome.ok || outcome.reason === 'members') return true;
    await pause(attempt + 1);
  }
  return false;
}

/** Takes an erased resource out of the attributes that name it, such as `manager`. */
async function dropReferences(context: Reconciling, id: string): Promise<boolean> {
  for (const type of context.types) {
    for (const path of type.references ?? []) {
      const owners = await context.store.findByLookup(type.name, { attribute: `${path}.value`, value: id });
      for (const owner of owners) {
        if (!context.hasTime()) return false;
        await changeResource(context, type, owner, undefined, (current) =>
          withoutReference(current, path, id, context.now()),
        );
      }
    }
  }
  return true;
}

/** `path`: the URN of an extension, a colon, and an attribute. Undefined where it names another resource by now. */
function withoutReference(current: StoredResource, path: string, id: string, now: string) {
  const split = path.lastIndexOf(':');
  const [urn, name] = [path.slice(0, split), path.slice(split + 1)];
  const extension = current.attributes[urn] as Attributes | undefined;
  if ((extension?.[name] as Attributes | undefined)?.['value'] !== id) return undefined;
  const rest = withKey(extension ?? {}, name, undefined);
  const attributes = withKey(current.attributes, urn, Object.keys(rest).length > 0 ? rest : undefined);
  return { next: { ...current, attributes, version: current.version + 1, lastModified: now } };
}

/** What a request does for others before it answers, in so many milliseconds; the purge does the rest. */
const TIME_MS = 10_000;

/** Longer than any request lives that may have seen the resource before it went, and made it a member afterwards. */
const QUIET_MS = 15 * MINUTE;

/** Settles what has just left or come back. Its own write is done: where the table is too busy for the rest, the purge does it. */
export async function reconcileNow(context: Omit<Reconciling, 'hasTime'>, leaving: Leaving): Promise<boolean> {
  const end = Date.parse(context.now()) + TIME_MS;
  try {
    return await reconcile({ ...context, hasTime: () => Date.parse(context.now()) < end }, leaving);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    return false;
  }
}

/** Whether something happened so long ago that no request is under way any more that began before it. */
export const isLongAgo = (at: string, now: string): boolean => Date.parse(now) - Date.parse(at) >= QUIET_MS;

/** Settles whatever left or came back and is not settled, and forgets the marks of what is. Answers how many are left for the next run. */
export async function sweepTombstones(context: Reconciling): Promise<{ swept: number; left: number }> {
  const { store, now, hasTime } = context;
  const departed = await store.listTombstones();
  const quiet = departed.filter(({ at }) => isLongAgo(at, now()));
  const done = await inParallel(quiet, PARALLEL, async (each) => {
    if (!hasTime() || !(await reconcile(context, each))) return false;
    await store.removeTombstone(each);
    return true;
  });
  const swept = done.filter(Boolean).length;
  return { swept, left: departed.length - swept };
}
