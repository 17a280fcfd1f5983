import type { FeedPosition } from '../store/ports/feed.ts';
import type { DirectoryContext } from './context.ts';
import { DirectoryProblem } from './problem.ts';
import { DAY, HOUR } from '../duration.ts';

/** A page is asked for soon after the one before. */
export const CURSOR_HOURS = 24;
/** What a consumer of the feed can count on; the feed keeps some days more. */
export const CHANGES_DAYS = 34;

type Sealing = Pick<DirectoryContext, 'cursors' | 'now'>;

const NOT_A_CURSOR =
  'the cursor was not given out by this service, or not for this query; begin without a cursor, and repeat every other parameter but limit with it';
const NOT_A_PLACE =
  '"since" is not a cursor of this feed; take "changes" of GET /directory/v1/users, "next" of an earlier answer, or leave it out to begin with the oldest change that is kept';

/** A cursor that continues one query, and says when it was given out. */
export async function sealCursor({ cursors, now }: Sealing, query: string, content: unknown): Promise<string> {
  return cursors.seal(JSON.stringify({ at: now(), content, ...(await epochOf(cursors)) }), query);
}

/**
 * Throws `invalid-cursor` for what is not a cursor of this query, `expired-cursor` after a day, or after
 * a restore to an earlier time.
 */
export async function openCursor<Content>({ cursors, now }: Sealing, query: string, cursor: string): Promise<Content> {
  const { at, content, epoch } = await unseal<{ at: string; content: Content } & Epoch>(
    cursors,
    cursor,
    query,
    NOT_A_CURSOR,
  );
  if (epoch !== (await epochOf(cursors)).epoch)
    throw new DirectoryProblem('expired-cursor', `${RESTORED}, and this cursor is of before; begin without a cursor`);
  if (Date.parse(now()) - Date.parse(at) > CURSOR_HOURS * HOUR)
    throw new DirectoryProblem(
      'expired-cursor',
      `the cursor was given out at ${at} and is good for ${CURSOR_HOURS} hours; begin without a cursor`,
    );
  return content;
}

const RESTORED = 'the directory was restored to an earlier time';

/** Absent: the table was never restored. */
type Epoch = { readonly epoch?: number };

async function epochOf(cursors: Sealing['cursors']): Promise<Epoch> {
  const epoch = await cursors.epoch();
  return epoch === 0 ? {} : { epoch };
}

const CHANGES = 'directory/changes';

/** A place in the feed; all that changed up to `upTo` is before it. */
interface Place extends FeedPosition, Epoch {
  readonly upTo: string;
}

export async function sealPlace({ cursors }: Sealing, { item, offset }: FeedPosition, upTo: string): Promise<string> {
  return cursors.seal(JSON.stringify({ item, offset, upTo, ...(await epochOf(cursors)) } satisfies Place), CHANGES);
}

/**
 * Throws `invalid-cursor`, and `position-gone` where changes behind the place may not be kept any
 * more, or where the place is in a line of changes that a restore has ended.
 */
export async function openPlace({ cursors, now }: Sealing, cursor: string): Promise<Place> {
  const place = await unseal<Place>(cursors, cursor, CHANGES, NOT_A_PLACE);
  if (place.epoch !== (await epochOf(cursors)).epoch)
    throw new DirectoryProblem(
      'position-gone',
      `${RESTORED}, and this cursor is of before; read all users again with GET /directory/v1/users, forget whom it does not have, and go on from its "changes"`,
    );
  if (Date.parse(now()) - Date.parse(place.upTo) > CHANGES_DAYS * DAY)
    throw new DirectoryProblem(
      'position-gone',
      `changes are kept for ${CHANGES_DAYS} days, and this cursor ends at ${place.upTo}; read all users again with GET /directory/v1/users, and go on from its "changes"`,
    );
  return place;
}

/**
 * What was sealed for a query has the shape that was sealed for it: the seal proves that it is
 * ours.
 */
async function unseal<Content>(
  cursors: Sealing['cursors'],
  cursor: string,
  query: string,
  otherwise: string,
): Promise<Content> {
  const text = await cursors.open(cursor, query);
  if (text === undefined) throw new DirectoryProblem('invalid-cursor', otherwise);
  return JSON.parse(text) as Content;
}
