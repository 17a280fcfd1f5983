import { createHash } from 'node:crypto';
import { bucketOf, type Bucket, type Counter } from './bucket.ts';
import { MARK_NAMES, type MarkName, type Seen, type TrafficKind } from './kinds.ts';
import { MINUTE } from '../duration.ts';

/** Who is told about every request, and may make its answer wait. Never throws or rejects. */
export type Observe = (seen: Seen) => Promise<void>;

export interface Recorder {
  readonly observe: Observe;
  /** Writes what has not been written yet, whatever the budget says. Rejects where it cannot. */
  readonly flush: () => Promise<void>;
}

export interface RecorderOptions {
  readonly tenant: string;
  /** Adds to the bucket that is kept. */
  readonly add: (bucket: Bucket) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of writes that failed; what they held is written with the next one. */
  readonly onError: (error: unknown) => void;
  /** Runs something later, without keeping the process alive. */
  readonly later?: (run: () => void, milliseconds: number) => void;
}

const FLUSH_MS = MINUTE;
/** Writes that a process may have saved up; one more becomes due every minute. */
const BURST = 10;
/**
 * Bounds of what a client can make us keep: counters, marks of each name, and names of attributes in
 * the part of a bucket that one flush writes.
 */
const MAX_COUNTERS = 100;
const MAX_MARKS = 50;
const MAX_LEFT_OUT = 30;
const MARK_LENGTH = 12;

interface Pending {
  readonly counters: Map<string, Counter>;
  readonly times: Map<TrafficKind, { first: string; last: string }>;
  readonly marks: Record<MarkName, Set<string>>;
  readonly leftOut: Map<string, number>;
}

/**
 * Counts requests in memory and writes the counts now and then: at once when a kind of request ends
 * in a way that is new in these ten minutes, else once a minute. docs/adr/0012 says why. A request
 * that writes nothing costs nothing.
 */
export function createRecorder({ tenant, add, now, onError, later = unreferenced }: RecorderOptions): Recorder {
  const pending = new Map<string, Pending>();
  const known = new Set<string>();
  let current = '';
  const mayWrite = createBudget(now);
  // What fails is what somebody will ask about: it does not wait because a cycle that went well has
  // used everything up.
  const mayWriteFailure = createBudget(now);
  let lastFlush = now();
  let isTimed = false;

  const write = async (allowed: () => boolean): Promise<void> => {
    for (const [start, part] of pending) {
      if (!allowed()) return;
      pending.delete(start);
      lastFlush = now();
      try {
        await add(toBucket(start, part));
      } catch (error) {
        merge(pending, start, part);
        throw error;
      }
    }
  };
  const writeQuietly = async (allowed: () => boolean): Promise<void> => {
    try {
      await write(allowed);
    } catch (error) {
      onError(error);
    }
  };
  const startTimer = (): void => {
    if (isTimed) return;
    isTimed = true;
    later(() => {
      isTimed = false;
      void writeQuietly(mayWrite);
    }, FLUSH_MS);
  };

  return {
    observe: async (seen) => {
      const moment = now();
      const start = bucketOf(moment);
      if (start !== current) known.clear();
      current = start;
      count(pending, start, seen, new Date(moment).toISOString(), tenant);
      // Why a credential is refused is one of a few reasons, and all that there is to know. Other
      // reasons are the client's to invent.
      const ending = `${seen.kind} ${seen.status} ${seen.kind === 'refused' ? seen.reason : ''}`;
      const isNew = !known.has(ending);
      known.add(ending);
      if (isNew && seen.status >= 400) await writeQuietly(mayWriteFailure);
      else if (isNew || moment - lastFlush >= FLUSH_MS) await writeQuietly(mayWrite);
      if (pending.size > 0) startTimer();
    },
    flush: () => write(() => true),
  };
}

/** Says whether one more write may be made: ten that were saved up, and one more every minute. */
function createBudget(now: () => number): () => boolean {
  let tokens = BURST;
  let refilledAt = now();
  return () => {
    const minutes = Math.floor((now() - refilledAt) / FLUSH_MS);
    tokens = Math.min(BURST, tokens + Math.max(0, minutes));
    refilledAt += minutes * FLUSH_MS;
    if (tokens === 0) return false;
    tokens -= 1;
    return true;
  };
}

const empty = (): Pending => ({
  counters: new Map(),
  times: new Map(),
  marks: { patch: new Set(), conflict: new Set(), missing: new Set() },
  leftOut: new Map(),
});

function partOf(pending: Map<string, Pending>, start: string): Pending {
  const part = pending.get(start) ?? empty();
  pending.set(start, part);
  return part;
}

function count(pending: Map<string, Pending>, start: string, seen: Seen, time: string, tenant: string): void {
  const { kind, status, mark, leftOut = [] } = seen;
  const part = partOf(pending, start);
  const nameOf = (reason: string): string => `${kind} ${status} ${reason}`;
  const isFull = part.counters.size >= MAX_COUNTERS && !part.counters.has(nameOf(seen.reason));
  const reason = isFull ? 'others' : seen.reason;
  const before = part.counters.get(nameOf(reason))?.count ?? 0;
  part.counters.set(nameOf(reason), { kind, status, reason, count: before + 1, last: time });
  part.times.set(kind, { first: part.times.get(kind)?.first ?? time, last: time });
  for (const name of leftOut) addLeftOut(part, name, 1);
  if (mark && part.marks[mark.name].size < MAX_MARKS)
    part.marks[mark.name].add(
      createHash('sha256').update(`${tenant} ${mark.text}`).digest('hex').slice(0, MARK_LENGTH),
    );
}

function addLeftOut({ leftOut }: Pending, name: string, requests: number): void {
  if (leftOut.size < MAX_LEFT_OUT || leftOut.has(name)) leftOut.set(name, (leftOut.get(name) ?? 0) + requests);
}

/** Puts back what could not be written, beside what has come since. */
function merge(pending: Map<string, Pending>, start: string, { counters, times, marks, leftOut }: Pending): void {
  const part = partOf(pending, start);
  for (const [name, counter] of counters) {
    const since = part.counters.get(name);
    part.counters.set(name, since ? { ...since, count: since.count + counter.count } : counter);
  }
  for (const [kind, { first, last }] of times)
    part.times.set(kind, { first, last: part.times.get(kind)?.last ?? last });
  for (const name of MARK_NAMES) for (const mark of marks[name]) part.marks[name].add(mark);
  for (const [name, requests] of leftOut) addLeftOut(part, name, requests);
}

const toBucket = (start: string, { counters, times, marks, leftOut }: Pending): Bucket => ({
  start,
  counters: [...counters.values()],
  times: Object.fromEntries(times),
  marks: { patch: [...marks.patch], conflict: [...marks.conflict], missing: [...marks.missing] },
  leftOut: Object.fromEntries(leftOut),
});

const unreferenced = (run: () => void, milliseconds: number): void => void setTimeout(run, milliseconds).unref();
