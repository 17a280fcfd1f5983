import pMap from 'p-map';
import type { Parked, PastChange } from '../../store/ports/webhooks.ts';
import { SIDE_BY_SIDE } from './deliver-page.ts';
import { isGivenUp, isoAt, nextTry } from './patience.ts';
import { deliverOne, keyOf, MANY_FAILURES, type Delivering, type Session } from './session.ts';
import { wants } from './webhook.ts';

/** Changes of a resource that are read at once. */
const CHANGES = 25;

const isDue = ({ nextAt }: Parked, now: number): boolean => Date.parse(nextAt) <= now;

export const isAnyDue = (parked: Iterable<Parked>, now: number): boolean =>
  [...parked].some((each) => isDue(each, now));

/**
 * Tries again what is parked and due, the longest first: the change that failed, and those that wait behind it. Stops after many
 * failures in a row, and leaves the rest to the next run.
 */
export async function deliverParked(delivering: Delivering, session: Session): Promise<void> {
  const due = [...session.parked.values()].filter((parked) => isDue(parked, delivering.now()));
  let failures = 0;
  await pMap(
    due.toSorted((one, other) => one.nextAt.localeCompare(other.nextAt)),
    async (parked) => {
      if (failures >= MANY_FAILURES) return;
      const isFailed = await deliverOf(delivering, session, parked);
      failures = isFailed ? failures + 1 : 0;
    },
    SIDE_BY_SIDE,
  );
}

/** Tries one of them; whether it failed. */
async function deliverOf(delivering: Delivering, session: Session, parked: Parked): Promise<boolean> {
  const { store, webhook, hasTime } = delivering;
  for (let { version } = parked; ;) {
    const changes = await store.changesOf({ ...parked, version }, CHANGES);
    for (const change of changes) {
      version = change.version;
      if (!wants(webhook, change.event)) continue;
      const stays = { ...parked, version };
      if (session.isHalted || !hasTime()) return keep(delivering, session, stays, parked);
      const outcome = await deliverOne(delivering, session, change, { wasParked: true });
      if (outcome.kind === 'taken') continue;
      const counts = outcome.kind === 'failed' || (outcome.kind === 'busy' && isOver(stays, parked, delivering.now()));
      if (counts) return fail(delivering, session, { stays, parked, problem: outcome.problem });
      return keep(delivering, session, stays, parked);
    }
    version += 1;
    if (changes.length < CHANGES) break;
  }
  await store.unpark(webhook.name, [parked]);
  session.parked.delete(keyOf(parked));
  return false;
}

/** Whether the change that is next has been tried for as long as any is. */
const isOver = (stays: Parked, was: Parked, now: number): boolean =>
  stays.version === was.version && isGivenUp(was.since, now);

/** It waits on; written where it has come further. */
async function keep({ store, webhook }: Delivering, session: Session, stays: Parked, was: Parked): Promise<false> {
  if (stays.version > was.version) await store.park(webhook.name, [stays]);
  session.parked.set(keyOf(stays), stays);
  return false;
}

async function fail(
  delivering: Delivering,
  session: Session,
  { stays, parked, problem }: { readonly stays: Parked; readonly parked: Parked; readonly problem: string },
): Promise<true> {
  const { store, webhook } = delivering;
  const now = delivering.now();
  if (isOver(stays, parked, now)) {
    await giveUp(delivering, session, { ...stays, problem });
    return true;
  }
  const isAnother = stays.version > parked.version;
  const since = isAnother ? isoAt(now) : parked.since;
  const attempts = isAnother ? 1 : parked.attempts + 1;
  const failed = { ...stays, since, attempts, nextAt: nextTry(attempts, now), problem };
  await store.park(webhook.name, [failed]);
  session.parked.set(keyOf(failed), failed);
  return true;
}

/** All that waits for this resource is written down as given up: the next change of it begins anew. */
async function giveUp({ store, webhook, now }: Delivering, session: Session, parked: Parked): Promise<void> {
  const { type, id, version, upTo, problem } = parked;
  const changes = (await store.changesOf(parked, CHANGES)).filter(({ event }) => wants(webhook, event));
  const names = (of: (change: PastChange) => readonly string[]) => [...new Set(changes.flatMap(of))].toSorted();
  await store.addDeadLetter(webhook.name, {
    at: isoAt(now()),
    problem,
    type,
    id,
    version,
    upTo,
    events: names(({ event }) => [event]),
    changed: names(({ changed }) => changed),
  });
  await store.unpark(webhook.name, [parked]);
  session.parked.delete(keyOf(parked));
  session.tally.givenUp += 1;
}
