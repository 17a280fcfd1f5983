import type { Ending } from '../auth/ending.ts';
import type { Bucket, Counter } from '../traffic/bucket.ts';
import type { MarkName, TrafficKind } from '../traffic/kinds.ts';
import { DAY, MINUTE } from '../duration.ts';

/** The share of failures above which Entra puts a job into quarantine. */
export const QUARANTINE_ABOVE = 0.4;
/** Days that are looked back at. */
export const RECORD_DAYS = 60;
/** Entra comes every 40 minutes; what is further apart than this is another cycle. Milliseconds. */
const GAP = 20 * MINUTE;

/** What came without a longer pause. Times are ISO 8601. */
interface Cycle {
  readonly start: string;
  readonly end: string;
  readonly counters: readonly Counter[];
  readonly marks: Readonly<Record<MarkName, ReadonlySet<string>>>;
  /** Whether a credential was accepted. */
  readonly passed: boolean;
}

/** What the directory itself tells. Samples are the first of a list. */
export interface DirectoryFacts {
  readonly users: number;
  readonly groups: number;
  readonly sampledUsers: number;
  readonly usersWithManager: number;
  /** Whose externalId has the form of Entra's objectId. */
  readonly usersWithObjectId: number;
  readonly sampledGroups: number;
  readonly emptyGroups: number;
  readonly sampledDeleted: number;
  /** Deleted without having been disabled before. */
  readonly deletedAtOnce: number;
  /** Mass deactivations whose purge waits for an operator. */
  readonly holds: number;
  /** Credentials that are used and end soon, the first to end first. */
  readonly ending: readonly Ending[];
}

/** All that a diagnosis is made from. */
export interface Evidence extends DirectoryFacts {
  /** Milliseconds. */
  readonly now: number;
  /** The oldest first. */
  readonly cycles: readonly Cycle[];
  /** Of all that is on record. */
  readonly all: readonly Counter[];
  /** Of the last 24 hours, or of the last cycle where that is longer ago. */
  readonly recent: readonly Counter[];
  /** How many requests sent an attribute that is not stored, in the same time. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** When each kind came last, ISO 8601. */
  readonly lastOf: Readonly<Partial<Record<TrafficKind, string>>>;
  /** When each kind came first, ISO 8601. */
  readonly firstOf: Readonly<Partial<Record<TrafficKind, string>>>;
}

export function gatherEvidence(buckets: readonly Bucket[], facts: DirectoryFacts, now: number): Evidence {
  const cycles = cyclesOf(buckets);
  const young = buckets.filter(({ start }) => now - Date.parse(start) <= DAY);
  const times = buckets.flatMap((bucket) => Object.entries(bucket.times));
  return {
    ...facts,
    now,
    cycles,
    all: buckets.flatMap(({ counters }) => counters),
    leftOut: leftOutIn(young),
    recent: young.length > 0 ? young.flatMap(({ counters }) => counters) : (cycles.at(-1)?.counters ?? []),
    lastOf: Object.fromEntries(times.map(([kind, { last }]) => [kind, last])),
    firstOf: Object.fromEntries(times.toReversed().map(([kind, { first }]) => [kind, first])),
  };
}

/** By attribute, the most frequent first. */
export function leftOutIn(buckets: readonly Bucket[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of buckets.flatMap(({ leftOut }) => Object.entries(leftOut)))
    sums.set(name, (sums.get(name) ?? 0) + count);
  return new Map([...sums].toSorted(([name, one], [second, other]) => other - one || (name < second ? -1 : 1)));
}

/** What came, cut where nothing did; the oldest first, as the buckets are. */
export function cyclesOf(buckets: readonly Bucket[]): Cycle[] {
  const runs: Bucket[][] = [];
  for (const bucket of buckets) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && Date.parse(bucket.start) - Date.parse(before.start) <= GAP) run.push(bucket);
    else runs.push([bucket]);
  }
  return runs.map(cycleOf);
}

function cycleOf(run: readonly Bucket[]): Cycle {
  const times = run.flatMap((bucket) => Object.values(bucket.times));
  const begin = run[0]?.start ?? '';
  const marked = (name: MarkName): ReadonlySet<string> => new Set(run.flatMap(({ marks }) => marks[name]));
  return {
    start: times.map(({ first }) => first).toSorted()[0] ?? begin,
    end:
      times
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? begin,
    counters: run.flatMap(({ counters }) => counters),
    marks: { patch: marked('patch'), conflict: marked('conflict'), missing: marked('missing') },
    passed: run.some(({ times }) => Object.keys(times).some((kind) => kind !== 'refused')),
  };
}

export const total = (counters: readonly Counter[], test: (counter: Counter) => boolean): number =>
  counters.filter(test).reduce((sum, { count }) => sum + count, 0);

export const ofKind =
  (...kinds: readonly TrafficKind[]) =>
  ({ kind }: Counter): boolean =>
    kinds.includes(kind);

export const isDone = ({ status }: Counter): boolean => status < 300;

/** When one of these came last; '' where none did. */
export const lastIn = (counters: readonly Counter[]): string =>
  counters
    .map(({ last }) => last)
    .toSorted()
    .at(-1) ?? '';

const TURNED_AWAY = ofKind('refused', 'unknownRoute');

/** Nothing but signs of life. What was turned away is none: it may have been anybody, or a first attempt. */
export function onlyProbes(counters: readonly Counter[]): boolean {
  const came = counters.filter((counter) => !TURNED_AWAY(counter));
  return came.length > 0 && came.every(ofKind('probe', 'discovery'));
}

/** The cycles in which a credential was accepted. */
export const cyclesThatCame = ({ cycles }: Evidence): Cycle[] => cycles.filter(({ passed }) => passed);

const NO_OBJECT = ofKind('probe', 'discovery', 'unknownRoute', 'refused');
/** Entra looks whether something is still there, and goes on when it is not. */
export const isAbsence = ({ kind, status }: Counter): boolean =>
  status === 404 && (kind === 'userRead' || kind === 'groupRead');

/**
 * How many of the requests about users and groups failed, as Entra counts towards a quarantine;
 * undefined where there was none.
 */
export function failureRate(counters: readonly Counter[]): number | undefined {
  const requests = total(counters, (counter) => !NO_OBJECT(counter));
  const failures = total(counters, (counter) => !NO_OBJECT(counter) && counter.status >= 400 && !isAbsence(counter));
  return requests === 0 ? undefined : failures / requests;
}

/** Milliseconds from the start of each cycle to that of the next one. */
export const intervals = ({ cycles }: Evidence): number[] =>
  cycles.slice(1).map(({ start }, index) => Date.parse(start) - Date.parse(cycles[index]?.start ?? start));

/** Milliseconds since the last request. */
export const silence = ({ cycles, now }: Evidence): number => now - Date.parse(cycles.at(-1)?.end ?? '');

/** Whether the last cycle has ended: what comes now is another one. */
export const isOver = (evidence: Evidence): boolean => silence(evidence) > GAP;

/** How many requests came in each of the last `count` cycles with the same content. */
export function repeatedMarks({ cycles }: Evidence, name: MarkName, count: number): number {
  const [first, ...others] = cycles.slice(-count);
  if (!first || others.length < count - 1) return 0;
  return [...first.marks[name]].filter((mark) => others.every(({ marks }) => marks[name].has(mark))).length;
}
