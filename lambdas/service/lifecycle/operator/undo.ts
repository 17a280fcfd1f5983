import pMap from 'p-map';
import type { ResourceType } from '../../../scim/schemas/resource-type.ts';
import type { FeedPosition } from '../../../store/ports/feed.ts';
import type { HistoryEntry } from '../../../store/ports/history.ts';
import { applyEvent } from '../apply-event.ts';
import type { Operating } from './operating.ts';
import { putBack } from './put-back.ts';
import { refusalText } from './refusals.ts';
import { imageAt, readMoment } from './restore-to.ts';

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
}

/**
 * restored: as it was before, but for what others changed behind it. same: nothing to be done.
 * members: a group of which only members changed, which is left. created: by the credential, and left. deleted: created by it, and deleted now. failed: `reason`
 * says why, and what helps.
 */
export interface Undone {
  readonly type: string;
  readonly id: string;
  readonly result: 'restored' | 'same' | 'members' | 'created' | 'deleted' | 'failed';
  readonly changed?: readonly string[];
  readonly reason?: string;
}

export interface UndoAnswer {
  readonly undone: readonly Undone[];
  /** Time ran out before the others: ask again for them. */
  readonly remaining: readonly Pick<Touched, 'type' | 'id'>[];
}

const PARALLEL = 8;

/**
 * Takes back what a credential did to resources since a time, each by itself. Idempotent, and safe to
 * end anywhere. Throws OperatorError.
 */
export async function undo(context: Operating, ask: Undo): Promise<UndoAnswer> {
  const since = readMoment(ask.since);
  const done = await pMap(
    ask.resources,
    async (resource): Promise<Undone | undefined> => {
      if (!context.hasTime()) return undefined;
      try {
        return await undoOne(context, { ...ask, since }, resource);
      } catch (error) {
        return failed(resource, error instanceof Error ? error.name : 'it failed');
      }
    },
    { concurrency: PARALLEL },
  );
  return {
    undone: done.filter((each) => each !== undefined),
    remaining: ask.resources.filter((_, at) => done[at] === undefined),
  };
}

const failed = ({ type, id }: Pick<Touched, 'type' | 'id'>, reason: string): Undone => ({
  type,
  id,
  result: 'failed',
  reason,
});

async function undoOne(
  context: Operating,
  { by, since, deleteCreated = false }: Undo,
  { type: name, id }: Pick<Touched, 'type' | 'id'>,
): Promise<Undone> {
  const type = context.types.find((each) => each.name === name);
  if (!type) return failed({ type: name, id }, `this tenant has no type ${name} any more`);
  const entries = await historySince(context, type, id, since);
  const own = entries.filter((entry) => entry.by === by);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return { type: name, id, result: 'same' };
  if (first.event.endsWith('.created')) return undoCreation(context, type, id, deleteCreated);
  if (own.every(({ event }) => event.endsWith('.members.changed'))) return { type: name, id, result: 'members' };
  const later = entries.filter(({ version }) => version > last.version);
  const others = later.filter((entry) => entry.by !== by && entry.by !== 'operator');
  const gone = later.findLast(({ event }) => /\.(?:deleted|restored|erased)$/.test(event));
  if (gone?.event.endsWith('.deleted') && gone.by !== 'operator')
    return failed({ type: name, id }, `it was deleted behind that by ${gone.by ?? 'somebody unknown'}, and is left so`);
  const image = await imageAt(context, id, first.time);
  if (!image) return failed({ type: name, id }, `nothing is kept of what it was like before ${first.time}`);
  const keep = [...new Set(others.flatMap(({ changed }) => changed))];
  const outcome = await putBack(context, type, id, { image, keep });
  if (!outcome.ok) return failed({ type: name, id }, reasonOf(type, id, outcome));
  const { changed } = outcome;
  return { type: name, id, result: changed.length > 0 ? 'restored' : 'same', changed };
}

const reasonOf = (type: ResourceType, id: string, outcome: Parameters<typeof refusalText>[2]): string =>
  type.members !== undefined && outcome.reason === 'unknown'
    ? 'the group is not there any more'
    : refusalText('restore', id, outcome);

async function undoCreation(context: Operating, type: ResourceType, id: string, deletes: boolean): Promise<Undone> {
  const base = { type: type.name, id };
  if (!deletes || !type.softDelete) return { ...base, result: 'created' };
  const outcome = await applyEvent(context, type, id, () => ({ kind: 'delete' }));
  if (outcome.ok) return { ...base, result: 'deleted' };
  const isGone = ['deleted', 'erased', 'unknown'].includes(outcome.reason);
  return isGone ? { ...base, result: 'same' } : failed(base, refusalText('restore', id, outcome));
}

/** What happened to a resource since a time, the oldest first. */
async function historySince(
  { store }: Operating,
  type: ResourceType,
  id: string,
  since: string,
): Promise<readonly HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await store.history(type.name, id, { limit: 100, before });
    found.push(...page.changes.filter(({ time }) => time >= since));
    const oldest = page.changes.at(-1);
    if (page.next === undefined || !oldest || oldest.time < since) return found.toReversed();
    before = page.next;
  }
}
