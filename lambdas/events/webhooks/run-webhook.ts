import type { FeedPage, FeedPosition } from '../../store/ports/feed.ts';
import type { DeadLetter, Parked, WebhookState } from '../../store/ports/webhooks.ts';
import { deliverPage } from './deliver-page.ts';
import { deliverParked, isAnyDue } from './deliver-parked.ts';
import { givenUpBefore, isGivenUp, isoAt } from './patience.ts';
import { keyOf, save, type Delivering, type Session, type Tally } from './session.ts';

/** Entries of the feed that are dealt with before the cursor moves: so many come again after a kill, at most. */
const PAGE = 100;
/** Resources that may be parked: beyond that the feed waits, where it costs nothing. */
const MOST_PARKED = 1000;

/**
 * Sends what there is to be sent to one webhook, as long as there is time. Only one run at a time has the
 * lease; what comes meanwhile is seen when it has let go, as it looks once more then. Whatever was sent
 * and not written down is sent again: the cursor moves last.
 */
export async function runWebhook(delivering: Delivering): Promise<Tally> {
  const tally: Tally = { taken: 0, failed: 0, givenUp: 0 };
  while (delivering.hasTime()) if (!(await workOnce(delivering, tally))) break;
  return tally;
}

/** Whether there may be more to do. */
async function workOnce(delivering: Delivering, tally: Tally): Promise<boolean> {
  const { store, webhook, holder, leaseUntil, now } = delivering;
  const state = await store.readState(webhook.name);
  if (!state || !mayWork(state, now())) return false;
  const listed = await store.listParked(webhook.name, MOST_PARKED);
  const page = await nextPage(delivering, state.cursor, listed.length);
  if (page.entries.length === 0 && !isAnyDue(listed, now()) && !state.asked) return false;

  const parked = new Map(listed.map((each) => [keyOf(each), each]));
  const session: Session = { state, parked, deliveries: [], tally, isHalted: false, isLost: false };
  const wasPaused = state.pausedUntil !== undefined;
  const lease = { holder, until: leaseUntil };
  const taken = await save(delivering, session, { lease, pausedUntil: undefined, ...(wasPaused && { failures: 0 }) });
  // Somebody was quicker: it may have been an operator, who has no lease. Or it was this run, and nobody heard of it.
  if (session.isLost) return true;

  const before = await store.readDeliveries(webhook.name);
  session.deliveries = before;
  const isCarriedOut = await carryOut(delivering, session);
  const first = taken ? page : await nextPage(delivering, session.state.cursor, parked.size);
  const cursor = isCarriedOut ? await work(delivering, session, first) : undefined;
  if (session.deliveries !== before) await store.writeDeliveries(webhook.name, session.deliveries);
  await letGo(delivering, session, cursor);
  return !session.isLost;
}

function mayWork({ lease, pausedUntil, goneAt }: WebhookState, now: number): boolean {
  const isPast = (time: string | undefined): boolean => time === undefined || Date.parse(time) <= now;
  return goneAt === undefined && isPast(pausedUntil) && isPast(lease?.until);
}

const nextPage = async ({ feed }: Delivering, cursor: FeedPosition, parked: number): Promise<FeedPage> =>
  parked < MOST_PARKED ? feed.read(cursor, PAGE) : { entries: [], next: cursor, more: false };

/** Goes through the feed, then tries what is parked. Answers where the cursor is to be, if that is not written yet. */
async function work(delivering: Delivering, session: Session, first: FeedPage): Promise<FeedPosition | undefined> {
  const { parked } = session;
  for (let page = first; ; page = await nextPage(delivering, session.state.cursor, parked.size)) {
    const cursor = await deliverPage(delivering, session, page);
    const isLast = !page.more || session.isHalted || !delivering.hasTime();
    if (isLast && (session.isHalted || !isAnyDue(parked.values(), delivering.now()))) return cursor;
    const isSaved = await save(delivering, session, { cursor });
    if (session.isLost) return undefined;
    if (isLast && isSaved) break;
  }
  await deliverParked(delivering, session);
  return undefined;
}

/** Writes the last cursor, and that nobody is at work any more. Where all has failed for days, what is too old is given up. */
async function letGo(delivering: Delivering, session: Session, cursor = session.state.cursor): Promise<void> {
  const { failingSince, pausedUntil } = session.state;
  const isDown = pausedUntil !== undefined && failingSince !== undefined;
  const isOver = isDown && isGivenUp(failingSince, delivering.now());
  const to = isOver ? await giveUpFeed(delivering, session, cursor) : cursor;
  if (session.isLost || (await save(delivering, session, { cursor: to, lease: undefined }))) return;
  // Somebody has moved the cursor: it stays where it was put.
  while (!session.isLost) if (await save(delivering, session, { lease: undefined })) return;
}

/** Nobody looks at each of these changes: a part of the feed is given up as one. */
async function giveUpFeed(
  { store, feed, webhook, now }: Delivering,
  { state, tally }: Session,
  from: FeedPosition,
): Promise<FeedPosition> {
  const until = givenUpBefore(now());
  const to = await feed.since(until);
  if (to.item <= from.item) return from;
  const { failingSince: since = until, lastFailure } = state;
  await store.addDeadLetter(webhook.name, {
    at: isoAt(now()),
    problem: lastFailure?.problem ?? '',
    from,
    to,
    since,
    until,
  });
  tally.givenUp += 1;
  return to;
}

/** Does what an operator asked for: what is parked is due at once, and what was given up waits again. */
async function carryOut(delivering: Delivering, session: Session): Promise<boolean> {
  const { store, webhook, now } = delivering;
  const { asked, cursor } = session.state;
  if (!asked) return true;
  const nextAt = isoAt(now());
  for (const [key, parked] of session.parked) session.parked.set(key, { ...parked, nextAt });
  const letters = asked === 'all' ? takenUp(await store.listDeadLetters(webhook.name, MOST_PARKED), session) : [];
  const again = letters.flatMap((letter) => waitsAgain(letter, session.parked, nextAt) ?? []);
  for (const parked of again) session.parked.set(keyOf(parked), parked);
  await store.park(webhook.name, [...session.parked.values()]);
  const places = letters.flatMap((letter) => ('from' in letter ? [letter.from] : []));
  const first = places.reduce((one, other) => (isBefore(other, one) ? other : one), cursor);
  if (!(await save(delivering, session, { cursor: first, asked: undefined }))) return false;
  for (const letter of letters) await store.removeDeadLetter(webhook.name, letter);
  return !isBefore(first, cursor);
}

/**
 * Those that there is room for: no more is parked than is listed, so that nothing is written over that nobody has
 * seen. The rest stays given up until somebody asks again.
 */
function takenUp(letters: readonly DeadLetter[], { parked }: Pick<Session, 'parked'>): readonly DeadLetter[] {
  const room = Math.max(0, MOST_PARKED - parked.size);
  const ofFeed = (letter: DeadLetter): boolean => 'from' in letter;
  return [...letters.filter(ofFeed), ...letters.filter((letter) => !ofFeed(letter)).slice(0, room)];
}

export const isBefore = (one: FeedPosition, other: FeedPosition): boolean =>
  one.item < other.item || (one.item === other.item && one.offset < other.offset);

function waitsAgain(letter: DeadLetter, parked: ReadonlyMap<string, Parked>, now: string): Parked | undefined {
  if ('from' in letter) return undefined;
  const { type, id, version, upTo, problem } = letter;
  const own = parked.get(keyOf(letter)) ?? { type, id, version, upTo, attempts: 0, since: now, nextAt: now, problem };
  return { ...own, version: Math.min(own.version, version), upTo: Math.max(own.upTo, upTo) };
}
