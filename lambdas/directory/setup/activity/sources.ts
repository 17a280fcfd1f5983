import type { FeedPosition } from '../../../store/ports/feed.ts';
import type { JournalPage, JournalRange } from '../../../store/ports/journal.ts';
import { userType } from '../../../tenant/resource-types.ts';
import type { SetupContext } from '../context.ts';
import type { Part, Read } from './merge.ts';
import { doneRow, refusedRow, type ActivityRow, type Kind, type Result } from './row.ts';

/** Which rows are wanted, and from when on (ISO 8601). */
export interface Wanted {
  readonly kind?: Kind | undefined;
  readonly type?: string | undefined;
  readonly result?: Result | undefined;
  readonly since: string;
}

/** Items of the feed that are read for one answer, until there are enough rows: a megabyte each time at most. */
const FEED_ROUNDS = [10, 50, 100];
/** Refusals that are read for one answer. */
const JOURNAL_ROUNDS = [60, 120, 240];

/** Whether a row is one of those that are wanted; when it was is looked at by who reads. */
export const isWanted = ({ kind, type, result }: Wanted, row: ActivityRow): boolean =>
  (kind === undefined || row.kind === kind) &&
  (type === undefined || row.type === type) &&
  (result === undefined || row.result === result);

/** What one round has read, and whether others follow. */
interface Round<Place> {
  readonly found: readonly { readonly row: ActivityRow; readonly place: Place }[];
  readonly more: boolean;
}

/** Reads round after round until there are as many rows as were asked for. */
async function inRounds<Place>(
  rounds: readonly number[],
  read: (before: Place | undefined, size: number) => Promise<Round<Place>>,
  wanted: Wanted,
  [from, limit]: Parameters<Read<Place>>,
): Promise<Part<Place>> {
  const rows: { row: ActivityRow; place: Place }[] = [];
  let before = from;
  for (const size of rounds) {
    const { found, more } = await read(before, size);
    for (const [index, each] of found.entries()) {
      if (each.row.time < wanted.since) return { rows, rest: 'end' };
      before = each.place;
      if (isWanted(wanted, each.row)) rows.push(each);
      const isLast = index === found.length - 1 && !more;
      if (rows.length === limit) return { rows, rest: isLast ? 'end' : { behind: each.place } };
    }
    if (!more) return { rows, rest: 'end' };
  }
  return { rows, rest: before === undefined ? 'beginning' : { behind: before } };
}

const NOTHING = { rows: [], rest: 'end' } as const;

/** What was done, of everybody. */
export const readDone =
  ({ lookBack }: Pick<SetupContext, 'lookBack'>, wanted: Wanted): Read<FeedPosition> =>
  async (...asked) => {
    if (wanted.result === 'refused') return NOTHING;
    const read = async (before: FeedPosition | undefined, items: number) => {
      const { entries, more } = await lookBack.readBack(before, items);
      return { found: entries.map(({ entry, place }) => ({ row: doneRow(entry), place })), more };
    };
    return inRounds(FEED_ROUNDS, read, wanted, asked);
  };

/** What was done to one person, by version. */
export const readDoneTo =
  ({ store }: Pick<SetupContext, 'store'>, id: string, wanted: Wanted): Read<number> =>
  async (...asked) => {
    if (wanted.result === 'refused') return NOTHING;
    const read = async (before: number | undefined, limit: number) => {
      const { changes, next } = await store.history(userType.name, id, { limit, before });
      const found = changes.map((change) => ({
        row: doneRow({ ...change, type: userType.name, id }),
        place: change.version,
      }));
      return { found, more: next !== undefined };
    };
    const [, limit] = asked;
    return inRounds([limit], read, wanted, asked);
  };

/** What was refused, of everybody, or of one person by its names. */
export const readRefused =
  ({ journal }: Pick<SetupContext, 'journal'>, names: readonly string[] | undefined, wanted: Wanted): Read<string> =>
  async (...asked) => {
    if (wanted.result === 'done') return NOTHING;
    const page = (range: JournalRange): Promise<JournalPage> =>
      names === undefined ? journal.journal(range) : journal.journalOf(names, range);
    const read = async (before: string | undefined, limit: number) => {
      const { entries, more } = await page({ from: wanted.since, before, limit });
      return { found: entries.map((entry) => ({ row: refusedRow(entry), place: entry.place })), more };
    };
    return inRounds(JOURNAL_ROUNDS, read, wanted, asked);
  };
