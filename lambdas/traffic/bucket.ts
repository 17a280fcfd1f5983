import type { MarkName, TrafficKind } from './kinds.ts';

/** Ten minutes of traffic are counted together. Milliseconds. */
const BUCKET_MS = 600_000;

/** When the ten minutes began that a moment (milliseconds) lies in, ISO 8601. */
export const bucketOf = (moment: number): string => new Date(moment - (moment % BUCKET_MS)).toISOString();

export interface Counter {
  readonly kind: TrafficKind;
  readonly status: number;
  readonly reason: string;
  readonly count: number;
  /** When it came last, ISO 8601; of what went well, it may be when its kind did. */
  readonly last: string;
}

/** First and last time that a kind was seen, ISO 8601. */
type Times = Readonly<Partial<Record<TrafficKind, { readonly first: string; readonly last: string }>>>;

type Marks = Readonly<Record<MarkName, readonly string[]>>;

/** The traffic of ten minutes, or a part of it that is to be added. */
export interface Bucket {
  /** ISO 8601. */
  readonly start: string;
  readonly counters: readonly Counter[];
  readonly times: Times;
  readonly marks: Marks;
  /** How many requests sent an attribute that is not stored, by its name. */
  readonly leftOut: Readonly<Record<string, number>>;
}
