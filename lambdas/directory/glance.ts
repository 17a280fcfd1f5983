import { diagnose, type Health } from '../doctor/diagnose.ts';
import { gatherEvidence } from '../doctor/evidence.ts';
import { readFacts, readRecord, type HealthContext } from '../doctor/health.ts';
import type { Retention } from '../life/lifecycle.ts';
import { countGone, type Gone } from './gone.ts';

/** A tenant at a glance, for an operator who has many. Times are ISO 8601 UTC. */
export interface Glance extends Pick<Health, 'status' | 'summary' | 'nextCycleDue'> {
  readonly now: string;
  /** When the last cycle of Entra began. */
  readonly lastCycle: string | null;
  /** People whom SCIM shows, deactivated ones too; and groups. */
  readonly users: number;
  readonly groups: number;
  /** Null where there are too many to count. */
  readonly gone: Gone | null;
  readonly retention: Retention;
  /** Mass holds that wait for a decision. */
  readonly holds: number;
  /** What is used and ends within 30 days. */
  readonly ending: readonly { readonly keyId: string; readonly expiresAt: string; readonly daysLeft: number }[];
}

/** How a tenant stands, at what the doctor costs and a count of who is soft-deleted. */
export async function readGlance(context: HealthContext & { readonly retention: Retention }): Promise<Glance> {
  const { store, traffic, retention } = context;
  const now = context.now();
  const [buckets, facts, gone] = await Promise.all([readRecord(traffic, now), readFacts(context), countGone(store)]);
  const evidence = gatherEvidence(buckets, facts, Date.parse(now));
  const { status, summary, nextCycleDue } = diagnose(evidence);
  return {
    now,
    status,
    summary,
    nextCycleDue,
    lastCycle: evidence.cycles.at(-1)?.start ?? null,
    users: facts.users,
    groups: facts.groups,
    gone,
    retention,
    holds: facts.holds,
    ending: facts.ending.map(({ keyId, expiresAt, daysLeft }) => ({ keyId, expiresAt, daysLeft })),
  };
}
