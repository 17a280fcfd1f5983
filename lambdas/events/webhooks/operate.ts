import { randomUUID } from 'node:crypto';
import type { FeedReader } from '../../store/ports/feed.ts';
import type { WebhookStore } from '../../store/ports/webhooks.ts';
import { problemOf, type Send } from './attempt.ts';
import { signMessage } from './message.ts';
import { isoAt } from './patience.ts';
import { reportOn, type WebhookReport } from './report.ts';
import { isBefore } from './run-webhook.ts';
import { lastUntil, OVERLAP, readSecret, rotated, showSecret } from './secret.ts';
import type { Webhook } from './webhook.ts';

/** What an operator may ask for, by its name. */
export interface WebhookAsks {
  list: object;
  /** Tries at once, from `since` (ISO 8601) again where that is given, and what was given up with `deadLetters`. */
  replay: { readonly name: string; readonly since?: string; readonly deadLetters?: true };
  test: { readonly name: string };
  /** `secret`: one that there is already. `overlap`: milliseconds that the one before counts beside it; 0: none does. */
  'rotate-secret': { readonly name: string; readonly secret?: string; readonly overlap?: number };
}

export interface WebhookAnswers {
  list: { readonly webhooks: readonly WebhookReport[] };
  replay: { readonly from: string | null };
  /** What came back; `problem` is null where that is a success. */
  test: { readonly status: number | null; readonly milliseconds: number; readonly problem: string | null };
  'rotate-secret': { readonly secret: string; readonly formerUntil: string | null };
}

export type WebhookCommand = keyof WebhookAsks;

/** From an operator. An event without a command is a call to deliver. */
export type WebhookEvent<Command extends WebhookCommand = WebhookCommand> = {
  [Name in Command]: { readonly command: Name } & WebhookAsks[Name];
}[Command];

/** What it is answered; `message` says what cannot be, and what helps. */
export type WebhookAnswer<Command extends WebhookCommand = WebhookCommand> =
  { readonly ok: true; readonly result: WebhookAnswers[Command] } | { readonly ok: false; readonly message: string };

interface Operating {
  readonly tenant: string;
  readonly webhooks: readonly Webhook[];
  readonly store: WebhookStore;
  readonly feed: FeedReader;
  readonly send: Send;
  readonly now: () => number;
}

/** What cannot be done, in words for whoever asked. */
class WebhookProblem extends Error {
  override readonly name = 'WebhookProblem';
}

type Commands = {
  readonly [Command in WebhookCommand]: (
    operating: Operating,
    ask: WebhookAsks[Command],
  ) => Promise<WebhookAnswers[Command]>;
};

const COMMANDS: Commands = {
  list: async (operating) => ({
    webhooks: await Promise.all(operating.webhooks.map((webhook) => reportOn(operating, webhook))),
  }),
  replay,
  test,
  'rotate-secret': rotateSecret,
};

/** Does what an operator asks for. Throws Error for a command that this version does not know. */
export async function operateWebhooks<Command extends WebhookCommand>(
  operating: Operating,
  event: WebhookEvent<Command>,
): Promise<WebhookAnswer<Command>> {
  if (!Object.hasOwn(COMMANDS, event.command))
    throw new Error(`the command is ${JSON.stringify(event.command)}; this version does not know it`);
  try {
    return { ok: true, result: await COMMANDS[event.command](operating, event) };
  } catch (error) {
    if (error instanceof WebhookProblem) return { ok: false, message: error.message };
    throw error;
  }
}

function find({ webhooks, tenant }: Operating, name: string): Webhook {
  const found = webhooks.find((webhook) => webhook.name === name);
  if (found) return found;
  const names = webhooks.map((webhook) => webhook.name).join(', ') || 'none';
  throw new WebhookProblem(`there is no webhook "${name}"; the file of the tenant ${tenant} has: ${names}`);
}

const noSecret = (name: string): WebhookProblem =>
  new WebhookProblem(`the webhook "${name}" has no secret yet: scim webhook rotate-secret ${name} makes one`);

/** Somebody else may write at the same time. */
const ATTEMPTS = 50;
const busy = (name: string): WebhookProblem =>
  new WebhookProblem(`the webhook "${name}" was changed by somebody else each time: try again`);

async function replay(operating: Operating, { name, since, deadLetters }: WebhookAsks['replay']) {
  const { store, feed } = operating;
  find(operating, name);
  const from = since === undefined ? undefined : await feed.since(since);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const state = await store.readState(name);
    if (!state) throw noSecret(name);
    const { turn, goneAt: _gone, pausedUntil: _paused, failingSince: _since, ...kept } = state;
    const cursor = from && isBefore(from, state.cursor) ? from : state.cursor;
    const asked = deadLetters || state.asked === 'all' ? 'all' : 'parked';
    const next = { ...kept, cursor, failures: 0, pauses: 0, asked } as const;
    if (await store.writeState(name, next, turn)) return { from: since ?? null };
  }
  throw busy(name);
}

async function test(operating: Operating, { name }: WebhookAsks['test']) {
  const { store, send, now, tenant } = operating;
  const webhook = find(operating, name);
  const secret = await store.readSecret(name);
  if (!secret) throw noSecret(name);
  const [id, start] = [`${tenant}/webhook.test/${randomUUID()}`, now()];
  const timestamp = isoAt(start);
  const data = { tenant, event: 'webhook.test', eventId: id, time: timestamp };
  const sent = await send(webhook.url, signMessage({ id, type: 'webhook.test', timestamp, data }, secret, start));
  const milliseconds = now() - start;
  if ('problem' in sent) return { status: null, milliseconds, problem: sent.problem };
  return { status: sent.status, milliseconds, problem: problemOf(sent.status) ?? null };
}

/** With its first secret a webhook begins: it is sent what changes from then on. */
async function rotateSecret(operating: Operating, ask: WebhookAsks['rotate-secret']) {
  const { store, feed, now } = operating;
  const { name, secret: given, overlap = OVERLAP } = ask;
  find(operating, name);
  const bytes = given === undefined ? undefined : readSecret(given);
  if (typeof bytes === 'string') throw new WebhookProblem(bytes);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const seen = await store.readSecret(name);
    const next = rotated(seen, { overlap, now: now(), ...(bytes && { bytes }) });
    // The place first: a secret without one would never be used.
    if (!(await store.readState(name)))
      await store.writeState(name, { cursor: await feed.head(), failures: 0, pauses: 0 }, 0);
    if (await store.writeSecret(name, next, seen?.turn ?? 0))
      return { secret: showSecret(next.bytes), formerUntil: lastUntil(next.formers ?? []) };
  }
  throw busy(name);
}
