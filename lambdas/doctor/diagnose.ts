import { failureRate, intervals, onlyProbes, silence, total, type Evidence } from './evidence.ts';
import { SIGNATURES } from './signatures.ts';
import type { Severity } from './signatures/signature.ts';
import { MINUTE } from '../duration.ts';

/** What a signature that was found says. */
interface Finding {
  readonly signature: number;
  /** The name of the signature, as stable as its number. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly evidence: string;
  readonly cause: string;
  readonly fix: string;
}

/** How provisioning stands. Times are ISO 8601 UTC, null for what has not happened. */
export interface Health {
  /** waiting: the credentials were tested, and nothing is wrong yet. */
  readonly status: 'healthy' | 'waiting' | 'attention' | 'broken';
  readonly summary: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly nextCycleDue: string | null;
  /** Of the last cycle; Entra quarantines a job above the threshold (from 5,000 failures on). */
  readonly failures: { readonly rate: number; readonly quarantineAbove: number };
  readonly lastProbe: string | null;
  readonly lastUserWrite: string | null;
  readonly lastGroupWrite: string | null;
  readonly lastRefusal: { readonly at: string; readonly reasons: readonly string[] } | null;
  /** The last ones, the oldest first. */
  readonly cycles: readonly { readonly start: string; readonly end: string; readonly requests: number }[];
  readonly minutesBetweenCycles: readonly number[];
}

/** Who reads it: the customer's admin has the Entra portal, and nothing else. */
type Reader = 'operator' | 'admin';

const CYCLE = 40 * MINUTE;
const QUARANTINE_ABOVE = 0.4;
const SHOWN_CYCLES = 10;
const ORDER: readonly Severity[] = ['broken', 'attention', 'info'];

/**
 * Every signature that the evidence shows, without those that another one explains, and what
 * follows from it. Whoever has no operator's tools is told what to do without them.
 */
export function diagnose(evidence: Evidence, reader: Reader = 'operator'): Health {
  const { cycles, lastOf, recent } = evidence;
  const findings = findingsOf(evidence, reader);
  const last = cycles.at(-1);
  const nextCycleDue =
    last && silence(evidence) < 3 * CYCLE ? new Date(Date.parse(last.start) + CYCLE).toISOString() : null;
  const refused = recent.filter(({ kind }) => kind === 'refused').map(({ reason }) => reason);
  const status = statusOf(findings, evidence);
  return {
    status,
    summary: summaryOf(status, findings, nextCycleDue),
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
    lastRefusal: lastOf.refused === undefined ? null : { at: lastOf.refused, reasons: [...new Set(refused)] },
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
    return seen === undefined ? [] : [{ signature, seen }];
  });
  const explained = new Set(found.flatMap(({ signature }) => signature.explains ?? []));
  return found
    .filter(({ signature }) => !explained.has(signature.id))
    .map(({ signature: { id, number, severity, title, cause, fix, fixForAdmin }, seen }): Finding => ({
      signature: number,
      id,
      severity,
      title,
      evidence: seen,
      cause,
      fix: reader === 'admin' ? (fixForAdmin ?? fix) : fix,
    }))
    .toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.signature - b.signature);
}

const newest = (...times: readonly (string | undefined)[]): string | null =>
  times
    .flatMap((time) => time ?? [])
    .toSorted()
    .at(-1) ?? null;

function statusOf(findings: readonly Finding[], { all, users }: Evidence): Health['status'] {
  const [worst] = findings;
  if (worst?.severity === 'broken' || worst?.severity === 'attention') return worst.severity;
  return users === 0 && onlyProbes(all) ? 'waiting' : 'healthy';
}

function summaryOf(status: Health['status'], [worst]: readonly Finding[], nextCycleDue: string | null): string {
  if (status === 'waiting')
    return 'The credentials work, and nobody has been provisioned yet: assign users and press Start provisioning; the first cycle begins within 40 minutes';
  if (status === 'healthy' || !worst)
    return `Provisioning works${nextCycleDue === null ? '' : `; the next cycle is due at ${nextCycleDue}`}`;
  return `${worst.title}: ${worst.evidence}`;
}
