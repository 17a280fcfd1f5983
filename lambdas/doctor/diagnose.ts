import {
  failureRate,
  intervals,
  isDone,
  lastIn,
  ofKind,
  QUARANTINE_ABOVE,
  silence,
  total,
  type Evidence,
} from './evidence.ts';
import type { Counter } from '../traffic/bucket.ts';
import { SIGNATURES } from './signatures.ts';
import type { Severity, Sighting, Signature } from './signatures/signature.ts';
import { newestFirst } from './signatures/sighting.ts';
import { MINUTE } from '../duration.ts';

/** What a signature that was found says. */
interface Finding {
  readonly signature: number;
  /** The name of the signature, as stable as its number. */
  readonly id: string;
  /** info for what was. */
  readonly severity: Severity;
  /** It was so within a day, and what came since is not. */
  readonly was: boolean;
  readonly title: string;
  readonly evidence: string;
  /** When it was seen last; null for how things stand now. */
  readonly lastSeen: string | null;
  readonly cause: string;
  readonly fix: string;
}

/** Requests that were refused for one reason, in the last 24 hours or in the last cycle before them. */
interface Refused {
  readonly reason: string;
  readonly requests: number;
  readonly lastSeen: string;
}

/** How provisioning stands. Times are ISO 8601 UTC, null for what has not happened. */
export interface Health {
  /** waiting: the credentials were tested, and nothing is wrong yet. */
  readonly status: 'healthy' | 'waiting' | 'attention' | 'broken';
  readonly summary: string;
  /** Up to when everything that came is known: what came since may be missing. */
  readonly knownUpTo: string;
  /** The worst first, and of these the newest. */
  readonly findings: readonly Finding[];
  readonly nextCycleDue: string | null;
  /** Of the last cycle; Entra quarantines a job above the threshold (from 5,000 failures on). */
  readonly failures: { readonly rate: number; readonly quarantineAbove: number };
  readonly lastProbe: string | null;
  readonly lastUserWrite: string | null;
  readonly lastGroupWrite: string | null;
  /** The reasons are those of `refusals`. */
  readonly lastRefusal: { readonly at: string; readonly reasons: readonly string[] } | null;
  /** The newest first. */
  readonly refusals: readonly Refused[];
  /** The last ones, the oldest first. */
  readonly cycles: readonly { readonly start: string; readonly end: string; readonly requests: number }[];
  readonly minutesBetweenCycles: readonly number[];
}

/** Who reads it: the customer's admin has the Entra portal, and nothing else. */
type Reader = 'operator' | 'admin';

const CYCLE = 40 * MINUTE;
/** How late the record of the traffic is written (lambdas/traffic/record.ts). */
const RECORD_LATE = MINUTE;
const SHOWN_CYCLES = 10;
const ORDER: readonly Severity[] = ['broken', 'attention', 'info'];

/**
 * Every signature that the evidence shows, without those that another one explains, and what
 * follows from it. Whoever has no operator's tools is told what to do without them.
 */
export function diagnose(evidence: Evidence, reader: Reader = 'operator'): Health {
  const { cycles, lastOf, now } = evidence;
  const findings = findingsOf(evidence, reader);
  const last = cycles.at(-1);
  const nextCycleDue =
    last && silence(evidence) < 3 * CYCLE ? new Date(Date.parse(last.start) + CYCLE).toISOString() : null;
  const refusals = refusalsOf(evidence);
  const status = statusOf(findings, evidence);
  return {
    status,
    summary: summaryOf(status, findings, nextCycleDue === null ? '' : dueText(nextCycleDue, now)),
    knownUpTo: new Date(now - RECORD_LATE).toISOString(),
    findings,
    nextCycleDue,
    failures: { rate: (last && failureRate(last.counters)) ?? 0, quarantineAbove: QUARANTINE_ABOVE },
    lastProbe: newest(lastOf.probe),
    lastUserWrite: newest(
      lastOf.userCreate,
      lastOf.userPatch,
      lastOf.userDisable,
      lastOf.userReplace,
      lastOf.userDelete,
    ),
    lastGroupWrite: newest(lastOf.groupCreate, lastOf.groupPatch, lastOf.groupMembers, lastOf.groupDelete),
    lastRefusal:
      lastOf.refused === undefined ? null : { at: lastOf.refused, reasons: refusals.map(({ reason }) => reason) },
    refusals,
    cycles: cycles
      .slice(-SHOWN_CYCLES)
      .map(({ start, end, counters }) => ({ start, end, requests: total(counters, () => true) })),
    minutesBetweenCycles: intervals(evidence)
      .slice(1 - SHOWN_CYCLES)
      .map((interval) => Math.round(interval / MINUTE)),
  };
}

function findingsOf(evidence: Evidence, reader: Reader): Finding[] {
  const found = SIGNATURES.flatMap((signature) => {
    const seen = signature.find(evidence);
    if (seen === undefined) return [];
    return [{ signature, seen: typeof seen === 'string' ? { evidence: seen } : seen }];
  });
  const explained = new Set(found.flatMap(({ signature, seen }) => (seen.was ? [] : (signature.explains ?? []))));
  return found
    .filter(({ signature }) => !explained.has(signature.id))
    .map(({ signature, seen }) => findingOf(signature, seen, reader))
    .toSorted(
      (a, b) =>
        ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
        newestFirst({ last: a.lastSeen }, { last: b.lastSeen }) ||
        a.signature - b.signature,
    );
}

function findingOf(signature: Signature, { evidence, last, was }: Sighting, reader: Reader): Finding {
  const { id, number, severity, title, cause, fix, fixForAdmin } = signature;
  const todo = reader === 'admin' ? (fixForAdmin ?? fix) : fix;
  return {
    signature: number,
    id,
    severity: was ? 'info' : severity,
    was: was === true,
    title: was ? `Was: ${title}` : title,
    evidence,
    lastSeen: last ?? null,
    cause,
    fix: was ? `nothing, unless it comes again; then: ${todo}` : todo,
  };
}

function refusalsOf({ recent }: Evidence): Refused[] {
  const byReason = Map.groupBy(recent.filter(ofKind('refused')), ({ reason }) => reason);
  return [...byReason]
    .map(([reason, counters]) => ({ reason, requests: total(counters, () => true), lastSeen: lastIn(counters) }))
    .toSorted((a, b) => newestFirst({ last: a.lastSeen }, { last: b.lastSeen }));
}

const newest = (...times: readonly (string | undefined)[]): string | null =>
  times
    .flatMap((time) => time ?? [])
    .toSorted()
    .at(-1) ?? null;

function statusOf(findings: readonly Finding[], { all, users, groups }: Evidence): Health['status'] {
  const [worst] = findings;
  if (worst?.severity === 'broken' || worst?.severity === 'attention') return worst.severity;
  return users + groups === 0 && !all.some(isWritten) ? 'waiting' : 'healthy';
}

const NO_WRITE = ofKind('probe', 'discovery', 'userQuery', 'userRead', 'groupQuery', 'groupRead', 'unknownRoute');
const isWritten = (counter: Counter): boolean => isDone(counter) && !NO_WRITE(counter);

const dueText = (due: string, now: number): string =>
  Date.parse(due) < now ? `; a cycle was due at ${due}, and has not come yet` : `; the next cycle is due at ${due}`;

function summaryOf(status: Health['status'], [worst]: readonly Finding[], due: string): string {
  if (status === 'waiting')
    return 'The credentials work, and nobody has been provisioned yet: assign users and press Start provisioning; the first cycle begins within 40 minutes';
  if (status === 'healthy' || !worst) return `Provisioning works${due}`;
  return `${worst.title}: ${worst.evidence}`;
}
