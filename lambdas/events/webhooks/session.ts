import type { FeedReader } from '../../store/ports/feed.ts';
import type { Delivery, Parked, PastChange, WebhookState, WebhookStore } from '../../store/ports/webhooks.ts';
import { attempt, type Attempting, type Outcome } from './attempt.ts';
import { afterBusy, isoAt, nextTry } from './patience.ts';

/** What the work for one webhook needs. */
export interface Delivering extends Attempting {
  readonly store: WebhookStore;
  readonly feed: Pick<FeedReader, 'read' | 'since'>;
  /** Another one for each run. */
  readonly holder: string;
  /** Until when nobody else may be at work for it, ISO 8601: behind the end of this process. */
  readonly leaseUntil: string;
  readonly hasTime: () => boolean;
}

/** What a run has done. */
export interface Tally {
  taken: number;
  failed: number;
  givenUp: number;
}

/** A run for one webhook, which has its lease. */
export interface Session {
  state: WebhookState;
  /** By `keyOf`. */
  readonly parked: Map<string, Parked>;
  /** The newest first. */
  deliveries: readonly Delivery[];
  readonly tally: Tally;
  /** Nothing more is sent in this run. */
  isHalted: boolean;
  /** Somebody else has the lease. */
  isLost: boolean;
}

export const keyOf = ({ type, id }: Pick<Parked, 'type' | 'id'>): string => `${type}#${id}`;

/** Failures in a row after which it is the consumer, and not the event. */
export const MANY_FAILURES = 5;
const DELIVERIES = 8;

type Changes = Partial<Omit<WebhookState, 'turn'>>;

/**
 * Writes how far it is. False where somebody has changed that meanwhile, an operator, say: what is there
 * now is taken over, and the run goes on from it if the lease is still its own.
 */
export async function save(
  { store, webhook, holder }: Pick<Delivering, 'store' | 'webhook' | 'holder'>,
  session: Session,
  changes: Changes,
): Promise<boolean> {
  const { turn, ...state } = { ...session.state, ...changes };
  const isSaved = await store.writeState(webhook.name, state, turn);
  const found = isSaved ? { ...state, turn: turn + 1 } : await store.readState(webhook.name);
  if (found) session.state = found;
  session.isLost = !isSaved && found?.lease?.holder !== holder;
  return isSaved;
}

/**
 * Sends one event, and notes what that says about the consumer: after many failures in a row, when it has
 * too much to do or wants no more, nothing is sent for a while, or until somebody says so. What was parked
 * has failed before, and says nothing new when it fails again.
 */
export async function deliverOne(
  delivering: Delivering,
  session: Session,
  change: PastChange,
  { wasParked = false } = {},
): Promise<Outcome> {
  const outcome = await attempt(delivering, change);
  session.tally[outcome.kind === 'taken' ? 'taken' : 'failed'] += 1;
  session.deliveries = [outcome.delivery, ...session.deliveries].slice(0, DELIVERIES);
  session.state = { ...session.state, ...learnt(session.state, outcome, { now: delivering.now(), wasParked }) };
  const { goneAt, pausedUntil } = session.state;
  session.isHalted ||= goneAt !== undefined || pausedUntil !== undefined;
  return outcome;
}

/** What is known after it. */
function learnt(
  state: WebhookState,
  outcome: Outcome,
  { now, wasParked }: { readonly now: number; readonly wasParked: boolean },
): Changes {
  const at = isoAt(now);
  if (outcome.kind === 'taken')
    return { failures: 0, pauses: 0, failingSince: undefined, pausedUntil: undefined, lastSuccess: at };
  const lastFailure = { at, problem: outcome.problem };
  if (outcome.kind === 'gone') return { goneAt: at, lastFailure };
  const { failingSince = at, pausedUntil } = state;
  if (outcome.kind === 'busy') return { pausedUntil: afterBusy(outcome.wait, now), failingSince, lastFailure };
  if (wasParked) return { lastFailure };
  const [failures, pauses] = [state.failures + 1, state.pauses + 1];
  const isDown = failures >= MANY_FAILURES && pausedUntil === undefined;
  return { failures, failingSince, lastFailure, ...(isDown && { pauses, pausedUntil: nextTry(pauses + 1, now) }) };
}
