import pMap from 'p-map';
import type { FeedEntry, FeedPage, FeedPosition } from '../../store/ports/feed.ts';
import type { Parked } from '../../store/ports/webhooks.ts';
import { isoAt, nextTry } from './patience.ts';
import { deliverOne, keyOf, type Delivering, type Session } from './session.ts';
import { wants } from './webhook.ts';

/** Resources whose events are sent at the same time. */
export const SIDE_BY_SIDE = { concurrency: 10 };

/** Where the events of a resource ended: all sent, waiting behind what is parked, or not sent from one on. */
interface End {
  readonly parked?: Parked;
  readonly unsent?: readonly FeedEntry[];
  /** Why the first of these was not taken. */
  readonly problem?: string;
}

/**
 * Sends the events of a page of the feed, those of a resource one after the other, those of several side by
 * side. One that fails parks its resource; what is parked is written before this returns. Answers up to
 * where the feed is dealt with: the cursor may be there, and must not be written before.
 */
export async function deliverPage(delivering: Delivering, session: Session, page: FeedPage): Promise<FeedPosition> {
  const wanted = page.entries.filter(({ event }) => wants(delivering.webhook, event));
  const ends = await pMap(
    Map.groupBy(wanted, keyOf).values(),
    (own): End | Promise<End> => {
      const parked = session.parked.get(own[0] ? keyOf(own[0]) : '');
      return parked ? { parked: withChanges(parked, own) } : deliverAll(delivering, session, own);
    },
    SIDE_BY_SIDE,
  );
  const settled = settle(ends, session.isHalted, delivering.now());
  const passed = settled.flatMap(({ parked }) => parked ?? []);
  for (const parked of passed) session.parked.set(keyOf(parked), parked);
  await delivering.store.park(delivering.webhook.name, passed);
  const unsent = new Set(settled.flatMap((end) => end.unsent ?? []));
  const first = page.entries.findIndex((entry) => unsent.has(entry));
  if (first < 0) return page.next;
  return first === 0 ? session.state.cursor : (await delivering.feed.read(session.state.cursor, first)).next;
}

/**
 * Parks what failed. Where nothing more is sent, as the consumer seems to be down, only the first is: the others are
 * as good as not sent, and the feed keeps them for nothing. Without the first it would never come further where it is the event after all.
 */
function settle(ends: readonly End[], isHalted: boolean, now: number): readonly End[] {
  const first = ends.find(({ problem }) => problem !== undefined);
  return ends.map((end) => {
    const { unsent = [], problem } = end;
    return problem === undefined || (isHalted && end !== first) ? end : { parked: toParked(unsent, problem, now) };
  });
}

async function deliverAll(delivering: Delivering, session: Session, entries: readonly FeedEntry[]): Promise<End> {
  for (const [at, entry] of entries.entries()) {
    if (session.isHalted || !delivering.hasTime()) return { unsent: entries.slice(at) };
    const outcome = await deliverOne(delivering, session, entry);
    if (outcome.kind === 'failed') return { unsent: entries.slice(at), problem: outcome.problem };
    if (outcome.kind !== 'taken') return { unsent: entries.slice(at) };
  }
  return {};
}

function toParked(failed: readonly FeedEntry[], problem: string, now: number): Parked {
  const [{ type, id, version } = { type: '', id: '', version: 0 }] = failed;
  const first = { type, id, version, upTo: version, attempts: 1, since: isoAt(now), nextAt: nextTry(1, now), problem };
  return withChanges(first, failed);
}

/** Has changes wait behind those that do. What comes again, because somebody wants that, is sent again. */
function withChanges(parked: Parked, changes: readonly FeedEntry[]): Parked {
  const versions = changes.map(({ version }) => version);
  return { ...parked, version: Math.min(parked.version, ...versions), upTo: Math.max(parked.upTo, ...versions) };
}
