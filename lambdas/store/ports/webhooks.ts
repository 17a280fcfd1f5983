import type { FeedEntry, FeedPosition } from './feed.ts';

/** How far a webhook is. Times are ISO 8601 UTC. */
export interface WebhookState {
  /** Counts the writes: one that has not seen the last is refused. */
  readonly turn: number;
  /** What the feed has before it was delivered, is parked, or was given up. */
  readonly cursor: FeedPosition;
  /** Who is at work for it, and until when nobody else is. */
  readonly lease?: { readonly holder: string; readonly until: string } | undefined;
  /** Calls that failed since the last that did not. */
  readonly failures: number;
  /** The first of these. */
  readonly failingSince?: string | undefined;
  /** How often it has paused since then, and until when it does. */
  readonly pauses: number;
  readonly pausedUntil?: string | undefined;
  /** When the consumer said that it wants no more (410). */
  readonly goneAt?: string | undefined;
  /** An operator wants what is parked sent at once, and with `all` what was given up, too. */
  readonly asked?: 'parked' | 'all' | undefined;
  readonly lastSuccess?: string | undefined;
  readonly lastFailure?: { readonly at: string; readonly problem: string };
}

/** One call of a consumer. `problem` is missing where it took the event. */
export interface Delivery {
  readonly at: string;
  /** As in "user.created". */
  readonly event: string;
  readonly id: string;
  readonly version: number;
  readonly status?: number;
  readonly milliseconds: number;
  readonly problem?: string;
}

/** A resource whose next change could not be delivered: its later ones wait behind it. */
export interface Parked {
  readonly type: string;
  readonly id: string;
  /** The change that is next. */
  readonly version: number;
  /** The last one that the cursor has passed. */
  readonly upTo: number;
  readonly attempts: number;
  readonly since: string;
  readonly nextAt: string;
  readonly problem: string;
}

/** Changes that were given up: those of one resource, or all of a part of the feed. No values, no names of people. */
export type DeadLetter = { readonly at: string; readonly problem: string } & (
  | (Pick<Parked, 'type' | 'id' | 'version' | 'upTo'> & {
      readonly events: readonly string[];
      readonly changed: readonly string[];
    })
  | { readonly from: FeedPosition; readonly to: FeedPosition; readonly since: string; readonly until: string }
);

/** A secret that was replaced, until when it counts. */
export interface FormerSecret {
  readonly bytes: Uint8Array;
  readonly until: string;
}

/** The secret that calls are signed with, and those before it, the newest first, for as long as each counts. */
export interface WebhookSecret {
  /** Counts the writes. */
  readonly turn: number;
  readonly bytes: Uint8Array;
  readonly madeAt: string;
  readonly formers?: readonly FormerSecret[];
}

/** A change as the history of its resource has it. */
export type PastChange = Omit<FeedEntry, 'eventId' | 'epoch'>;

/** What is kept of each webhook, by its name. Everything that is read is strongly consistent. */
export interface WebhookStore {
  readState(name: string): Promise<WebhookState | undefined>;
  /** On condition that the last write was `turn`, 0 for none; false where it was not. 1 WRU. */
  writeState(name: string, state: Omit<WebhookState, 'turn'>, turn: number): Promise<boolean>;
  readDeliveries(name: string): Promise<readonly Delivery[]>;
  writeDeliveries(name: string, deliveries: readonly Delivery[]): Promise<void>;
  listParked(name: string, limit: number): Promise<Parked[]>;
  park(name: string, parked: readonly Parked[]): Promise<void>;
  unpark(name: string, parked: readonly Pick<Parked, 'type' | 'id'>[]): Promise<void>;
  listDeadLetters(name: string, limit: number): Promise<DeadLetter[]>;
  /** Kept as long as the feed is from `at` on. */
  addDeadLetter(name: string, letter: DeadLetter): Promise<void>;
  removeDeadLetter(name: string, letter: DeadLetter): Promise<void>;
  /** The first `limit` changes of a resource between two versions, both included. */
  changesOf(resource: Pick<Parked, 'type' | 'id' | 'version' | 'upTo'>, limit: number): Promise<PastChange[]>;
  readSecret(name: string): Promise<WebhookSecret | undefined>;
  /** On condition that the last write was `turn`, 0 for none; false where it was not. */
  writeSecret(name: string, secret: Omit<WebhookSecret, 'turn'>, turn: number): Promise<boolean>;
}
