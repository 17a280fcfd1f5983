import type { FeedEntry } from '../../store/ports/feed.ts';
import type { Delivery, PastChange, WebhookSecret } from '../../store/ports/webhooks.ts';
import { SECOND } from '../../duration.ts';
import { eventIdOf } from '../event.ts';
import { isoAt } from './patience.ts';
import { signMessage, type Message, type SignedMessage } from './message.ts';
import type { Webhook } from './webhook.ts';

/** What a consumer answered, or why it could not be asked, in words that hold nothing of its answer. */
export type Sent = { readonly status: number; readonly retryAfter?: string } | { readonly problem: string };

/** Calls a consumer once; it never throws, and follows no redirect. */
export type Send = (url: string, message: SignedMessage) => Promise<Sent>;

/** What every attempt needs. */
export interface Attempting {
  readonly tenant: string;
  /** Of the table; 0 where it was never restored. */
  readonly epoch: number;
  readonly webhook: Webhook;
  readonly secret: WebhookSecret;
  readonly send: Send;
  /** The user as it is now, null where nothing is left of it. */
  readonly userOf: (id: string) => Promise<object | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How it went: taken, failed, too much to do (come again), or wants no more. */
export type Outcome =
  | { readonly kind: 'taken'; readonly delivery: Delivery }
  | { readonly kind: 'failed' | 'gone'; readonly delivery: Delivery; readonly problem: string }
  | { readonly kind: 'busy'; readonly delivery: Delivery; readonly problem: string; readonly wait?: number };

/** Sends one event, once. */
export async function attempt(attempting: Attempting, change: PastChange): Promise<Outcome> {
  const { webhook, secret, send, now } = attempting;
  const start = now();
  const message = signMessage(await messageOf(attempting, change), secret, start);
  const sent = await send(webhook.url, message);
  const { event, id, version } = change;
  const milliseconds = now() - start;
  const about = { at: isoAt(start), event, id, version, milliseconds };
  if ('problem' in sent) return failed('failed', { ...about, problem: sent.problem });
  const { status, retryAfter } = sent;
  const problem = problemOf(status);
  if (problem === undefined) return { kind: 'taken', delivery: { ...about, status } };
  const delivery = { ...about, status, problem };
  if (status !== TOO_MANY) return failed(status === GONE ? 'gone' : 'failed', delivery);
  const wait = readRetryAfter(retryAfter, start);
  return { kind: 'busy', delivery, problem, ...(wait !== undefined && { wait }) };
}

const failed = (kind: 'failed' | 'gone', delivery: Delivery & { readonly problem: string }): Outcome => ({
  kind,
  delivery,
  problem: delivery.problem,
});

const GONE = 410;
const TOO_MANY = 429;

/** Why a status is no success, in words. */
export function problemOf(status: number): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400)
    return `it answered ${status}: redirects are not followed, write where it leads to into the tenant file`;
  if (status === GONE) return 'it answered 410: it wants no more';
  return `it answered ${status}`;
}

/** Seconds, or a date (RFC 9110 §10.2.3), as milliseconds from now; undefined for anything else. */
function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(text.trim()) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : wait;
}

async function messageOf({ tenant, epoch, webhook, userOf }: Attempting, change: PastChange): Promise<Message> {
  const { event: type, time: timestamp } = change;
  // What was written before a restore was told without its epoch.
  const own = epoch * SECOND > Date.parse(timestamp) ? 0 : epoch;
  const eventId = eventIdOf(tenant, { ...change, epoch: own });
  const data: FeedEntry & { readonly tenant: string } = { tenant, ...change, eventId, ...(own > 0 && { epoch: own }) };
  const expands = webhook.expand === 'user' && change.type === 'User';
  return { id: eventId, type, timestamp, data: expands ? { ...data, user: await userOf(change.id) } : data };
}
