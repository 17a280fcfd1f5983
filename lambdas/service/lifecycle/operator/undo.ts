import pMap from 'p-map';
import type { FeedPosition } from '../../../store/ports/feed.ts';
import { OperatorError, type Operating } from './operating.ts';
import { readMoment } from './restore-to.ts';
import { undoMembers, undoOne, type Undone } from './undo-one.ts';

/** A resource that a credential changed, and how. */
export interface Touched {
  readonly type: string;
  readonly id: string;
  /** As in "user.updated", each once. */
  readonly events: readonly string[];
}

/** `from` is the `next` of the answer before. */
export interface FindTouched {
  readonly by: string;
  /** ISO 8601. */
  readonly since: string;
  readonly from?: FeedPosition;
}

export interface TouchedPage {
  readonly touched: readonly Touched[];
  /** Where it goes on, as long as there is more. */
  readonly next?: FeedPosition;
}

/** Changes that one answer goes through. */
const PAGE = 1_000;

/**
 * What a credential changed since a time, a page of the feed at a time; a resource may be on several
 * pages. Throws OperatorError.
 */
export async function findTouched({ feed }: Operating, { by, since, from }: FindTouched): Promise<TouchedPage> {
  const moment = readMoment(since);
  const page = await feed.read(from ?? (await feed.since(moment)), PAGE);
  const own = page.entries.filter((entry) => entry.by === by && entry.time >= moment);
  const touched = [...Map.groupBy(own, ({ id }) => id).values()].flatMap((entries) =>
    entries.slice(0, 1).map(({ type, id }) => ({ type, id, events: [...new Set(entries.map(({ event }) => event))] })),
  );
  return { touched, ...(page.more && { next: page.next }) };
}

export interface Undo {
  readonly by: string;
  readonly since: string;
  readonly resources: readonly Pick<Touched, 'type' | 'id'>[];
  /** Who was created by it is soft-deleted. */
  readonly deleteCreated?: boolean;
  /**
   * Nothing is written: what would become of them. Of the members of groups only those are told who are
   * there now, and not those whom the same undo would bring back first.
   */
  readonly dryRun?: boolean;
}

export interface UndoAnswer {
  readonly undone: readonly Undone[];
  /** Time ran out before the others, or members of them are still to come: ask again for them. */
  readonly remaining: readonly Pick<Touched, 'type' | 'id'>[];
  /** Members that this call moved, also of groups that remain. */
  readonly members: number;
}

const PARALLEL = { concurrency: 8 };

type Named = Pick<Touched, 'type' | 'id'>;

/**
 * Takes back what a credential did to resources since a time, each by itself: first what they are, then
 * who is in them, so that whoever came back is a member again. Idempotent, and safe to end anywhere.
 * Throws OperatorError.
 */
export async function undo(context: Operating, ask: Undo): Promise<UndoAnswer> {
  const asked = { ...ask, since: readMoment(ask.since) };
  const own = await pMap(
    ask.resources,
    (each) => attempt(context, each, () => undoOne(context, asked, each)),
    PARALLEL,
  );
  let members = 0;
  const done = await pMap(
    own,
    (undone) =>
      undone &&
      attempt(context, undone, async () => {
        const { moved, result } = await undoMembers(context, asked, undone);
        members += moved;
        return result;
      }),
    PARALLEL,
  );
  return {
    undone: done.filter((each) => each !== undefined),
    remaining: ask.resources.filter((_, at) => done[at] === undefined),
    members,
  };
}

/** Undefined where time has run out. What fails is told of the resource, and ends no other. */
async function attempt(
  { hasTime }: Operating,
  { type, id }: Named,
  work: () => Promise<Undone | undefined>,
): Promise<Undone | undefined> {
  if (!hasTime()) return undefined;
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof OperatorError ? error.message : error instanceof Error ? error.name : 'it failed';
    return { type, id, result: 'failed', reason };
  }
}
