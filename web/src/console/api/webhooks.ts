// What is known of the webhooks of a tenant. Times are ISO 8601 UTC.

/** Changes that were given up: those of one resource, or all of a part of the feed. */
export type DeadLetter = { readonly at: string; readonly problem: string } & (
  | { readonly type: string; readonly id: string; readonly events: readonly string[] }
  | { readonly from: object; readonly until: string }
);

/** One call; `problem` is missing where it was a success. */
export interface Delivery {
  readonly at: string;
  readonly event: string;
  readonly id: string;
  readonly version: number;
  readonly status?: number;
  readonly milliseconds: number;
  readonly problem?: string;
}

export interface ParkedResource {
  readonly type: string;
  readonly id: string;
  readonly attempts: number;
  readonly since: string;
  readonly nextAt: string;
  readonly problem: string;
}

export interface WebhookReport {
  readonly name: string;
  readonly url: string;
  readonly events?: readonly string[];
  readonly standing: 'no secret' | 'delivering' | 'failing' | 'paused' | 'gone';
  readonly waitingSince: string | null;
  readonly parked: readonly ParkedResource[];
  readonly moreParked: boolean;
  readonly deadLetters: readonly DeadLetter[];
  readonly moreDeadLetters: boolean;
  readonly failingSince: string | null;
  readonly pausedUntil: string | null;
  readonly lastSuccess: string | null;
  readonly lastFailure: { readonly at: string; readonly problem: string } | null;
  readonly deliveries: readonly Delivery[];
  readonly secret: { readonly madeAt: string; readonly formerUntil: string | null } | null;
}

/** What came back of a test; `problem` is null where it was a success. */
export interface WebhookTested {
  readonly status: number | null;
  readonly milliseconds: number;
  readonly problem: string | null;
}
