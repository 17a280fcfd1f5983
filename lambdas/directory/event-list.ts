import type { FeedBackReader, FeedPosition, FeedReader } from '../store/ports/feed.ts';
import { withNames } from './setup/activity/names.ts';
import { doneRow, type ActivityRow, type Kind } from './setup/activity/row.ts';
import { isWanted, readDone } from './setup/activity/sources.ts';
import type { SetupContext } from './setup/context.ts';

/** Which changes are wanted, and on which side of a place. */
export interface AskEvents {
  readonly kind?: Kind;
  /** The name of a resource type. */
  readonly type?: string;
  /** Older ones: the `older` of an answer. */
  readonly before?: FeedPosition;
  /** Newer ones: the `newer` of an answer. */
  readonly after?: FeedPosition;
}

/** Changes, the newest first, without values. */
export interface EventList {
  readonly rows: readonly ActivityRow[];
  /** Where older ones go on; not there where nothing older is kept. */
  readonly older?: FeedPosition;
  /** Where newer ones go on, now or at any later time; not there behind `before`. */
  readonly newer?: FeedPosition;
  /** There are newer ones already. */
  readonly more: boolean;
}

type Context = Pick<SetupContext, 'lookBack' | 'store' | 'types'> & { readonly feed: Pick<FeedReader, 'read'> };

const LIMIT = 50;
/** Newer changes that one answer has: they are asked for every few seconds. */
const NEWER = 100;
const BEGINNING: FeedPosition = { item: 1, offset: 0 };

/**
 * What changed, the newest first: the end of the feed, what is before a place, or what came behind
 * one. A look for what came where nothing did is one read of 1 RRU.
 */
export async function listEvents(context: Context, ask: AskEvents): Promise<EventList> {
  const list = ask.after ? await newerThan(context, ask.after, ask) : await olderThan(context, ask);
  return { ...list, rows: await withNames(context, list.rows) };
}

const wantedOf = ({ kind, type }: AskEvents) => ({ kind, type, since: '' });

async function olderThan(context: Context, ask: AskEvents): Promise<EventList> {
  const { before } = ask;
  let newest: FeedPosition | undefined;
  const lookBack: FeedBackReader = {
    readBack: async (from, items) => {
      const found = await context.lookBack.readBack(from, items);
      newest ??= found.entries[0]?.place;
      return found;
    },
  };
  const { rows, rest } = await readDone({ lookBack }, wantedOf(ask))(before, LIMIT);
  return {
    rows: rows.map(({ row }) => row),
    ...(typeof rest === 'object' && { older: rest.behind }),
    // An item is whole when it can be seen: what comes is behind it.
    ...(before === undefined && { newer: newest ? { item: newest.item + 1, offset: 0 } : BEGINNING }),
    more: false,
  };
}

async function newerThan({ feed }: Context, after: FeedPosition, ask: AskEvents): Promise<EventList> {
  const { entries, next, more } = await feed.read(after, NEWER);
  const rows = entries.map(doneRow).filter((row) => isWanted(wantedOf(ask), row));
  return { rows: rows.toReversed(), newer: next, more };
}
