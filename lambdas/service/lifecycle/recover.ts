import pMap from 'p-map';
import { MINUTE } from '../../duration.ts';
import type { Retention } from '../../life/lifecycle.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { ChangeOfMembers, Departed, UnfinishedStore } from '../../store/ports/unfinished.ts';
import type { Context, Store } from '../context.ts';
import type { Writing } from '../rewrite.ts';
import { dropReferences } from './references.ts';

const PARALLEL = 8;

/** What carries out what was decided. */
export interface Recovering extends Writing {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  /** How long members of an emptied group can be brought back. */
  readonly retention: Pick<Retention, 'days'>;
  readonly hasTime: () => boolean;
}

type Unfinished = Awaited<ReturnType<UnfinishedStore['listUnfinished']>>;

/**
 * Carries out whatever was decided and is not done with: changes of many members, members of groups
 * that are no more, what holds have kept, memberships of who left or came back. Readers see all of it as done already; so
 * this may end anywhere, run twice at once, and run again. Answers how much is left for the next
 * run.
 */
export async function recover(context: Recovering): Promise<{ recovered: number; left: number }> {
  return recoverAll(context, await context.store.listUnfinished());
}

/** What a request does of it before it answers, in so many milliseconds. */
const TIME_MS = 2_000;

/** Who has written, and goes on with what is left. */
export type RecoveringNow = Omit<Recovering, 'hasTime'> & Pick<Context, 'failedBehind'>;

/**
 * Carries out what a write of this resource has left. The write is done, so this never fails:
 * others do the rest.
 */
export async function recoverNow(context: RecoveringNow, id: string): Promise<void> {
  const end = Date.parse(context.now()) + TIME_MS;
  const own = <Each extends { readonly id: string }>(all: readonly Each[]) => all.filter((each) => each.id === id);
  try {
    const { departed, changes, emptied, lifted } = await context.store.listUnfinished();
    await recoverAll(
      { ...context, hasTime: () => Date.parse(context.now()) < end },
      {
        departed: own(departed),
        changes: changes.filter(({ group }) => group === id),
        emptied: own(emptied),
        lifted: lifted.filter(({ held }) => held === id),
      },
      changes,
    );
  } catch (error) {
    context.failedBehind?.(error);
  }
}

async function recoverAll(
  context: Recovering,
  { departed, changes, emptied, lifted }: Unfinished,
  others: readonly ChangeOfMembers[] = [],
): Promise<{ recovered: number; left: number }> {
  const { store, retention, hasTime } = context;
  const run = async <Each>(all: readonly Each[], work: (each: Each) => Promise<boolean>): Promise<Each[]> => {
    const done = await pMap(all, async (each) => hasTime() && (await work(each)), { concurrency: PARALLEL });
    return all.filter((_, at) => !done[at]);
  };
  const open = await run(changes, (change) => recoverChange(context, change));
  const full = await run(emptied, (each) => store.removeMembers(each, retention.days, hasTime));
  const named = [...open, ...others.filter((other) => !changes.includes(other))];
  const kept = await run(lifted, (each) => store.forgetHeld(each, hasTime));
  const left = await run(departed, (each) => recoverDeparted(context, each, named));
  const all = departed.length + changes.length + emptied.length + lifted.length;
  const rest = open.length + full.length + kept.length + left.length;
  return { recovered: all - rest, left: rest };
}

/** Longer than any request lives: it may have read what has changed since. */
const QUIET_MS = 15 * MINUTE;

async function recoverChange({ store, now, hasTime }: Recovering, change: ChangeOfMembers): Promise<boolean> {
  const group = await store.get(change.type, change.group);
  if (group?.pending?.id === change.change) return (await store.rollForward(group, hasTime)).done;
  // It is not decided. Who wrote it down may be about to.
  if (Date.parse(now()) - Date.parse(change.at) < QUIET_MS) return false;
  await store.forgetChange(change);
  return true;
}

async function recoverDeparted(
  context: Recovering,
  mark: Departed,
  changes: readonly ChangeOfMembers[],
): Promise<boolean> {
  const { store, types, now, hasTime } = context;
  const groupType = groupTypeOf(types);
  const ended = !groupType || (await store.endMemberships(mark, groupType.name, now(), hasTime));
  // A change that was decided before, or by somebody who had not heard of it yet, may name it.
  const mayBeNamed = changes.some(({ at }) => Date.parse(at) < Date.parse(mark.at) + QUIET_MS);
  if (!ended || mayBeNamed) return false;
  const isErased = (await store.get(mark.type, mark.id))?.erasedAt !== undefined;
  if (isErased && !(await dropReferences(context, mark.id))) return false;
  if (isErased) await store.forgetImages(mark.id);
  await store.forgetDeparted(mark, isErased);
  return true;
}
