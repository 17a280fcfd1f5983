import type { FeedReader } from '../../store/ports/feed.ts';
import type { DeadLetter, Delivery, Parked, WebhookStore } from '../../store/ports/webhooks.ts';
import { counting, lastUntil } from './secret.ts';
import type { Webhook } from './webhook.ts';

/** How a webhook stands, in one word. */
type Standing = 'no secret' | 'delivering' | 'failing' | 'paused' | 'gone';

/** What an operator sees of a webhook. Times are ISO 8601 UTC. */
export interface WebhookReport extends Webhook {
  readonly standing: Standing;
  /** When the oldest change that it has not dealt with was added to the feed; null where there is none. */
  readonly waitingSince: string | null;
  /** Resources whose next change could not be delivered, the first of them, and whether there are more. */
  readonly parked: readonly Parked[];
  readonly moreParked: boolean;
  readonly deadLetters: readonly DeadLetter[];
  readonly moreDeadLetters: boolean;
  readonly failingSince: string | null;
  readonly pausedUntil: string | null;
  readonly lastSuccess: string | null;
  readonly lastFailure: { readonly at: string; readonly problem: string } | null;
  /** The last ones, the newest first. */
  readonly deliveries: readonly Delivery[];
  readonly secret: { readonly madeAt: string; readonly formerUntil: string | null } | null;
}

/** As many of what is parked, and of dead letters, as are shown. */
const SHOWN = 50;

/** How a webhook stands. 6 reads. */
export async function reportOn(
  { store, feed, now }: { store: WebhookStore; feed: Pick<FeedReader, 'read'>; now: () => number },
  webhook: Webhook,
): Promise<WebhookReport> {
  const { name } = webhook;
  const [state, secret, deliveries, parked, letters] = await Promise.all([
    store.readState(name),
    store.readSecret(name),
    store.readDeliveries(name),
    store.listParked(name, SHOWN + 1),
    store.listDeadLetters(name, SHOWN + 1),
  ]);
  const { goneAt, pausedUntil, failingSince, lastSuccess, lastFailure } = state ?? {};
  const isPaused = pausedUntil !== undefined && Date.parse(pausedUntil) > now();
  const waiting = state && (await feed.read(state.cursor, 1));
  const standings: readonly [Standing, boolean][] = [
    ['no secret', !secret],
    ['gone', goneAt !== undefined],
    ['paused', isPaused],
    ['failing', failingSince !== undefined || parked.length > 0],
  ];
  const formerUntil = secret ? lastUntil(counting(secret, now())) : null;
  return {
    ...webhook,
    standing: standings.find(([, holds]) => holds)?.[0] ?? 'delivering',
    waitingSince: waiting?.addedAt ?? null,
    parked: parked.slice(0, SHOWN),
    moreParked: parked.length > SHOWN,
    deadLetters: letters.slice(0, SHOWN),
    moreDeadLetters: letters.length > SHOWN,
    failingSince: failingSince ?? null,
    pausedUntil: isPaused ? pausedUntil : null,
    lastSuccess: lastSuccess ?? null,
    lastFailure: lastFailure ?? null,
    deliveries,
    secret: secret ? { madeAt: secret.madeAt, formerUntil } : null,
  };
}
