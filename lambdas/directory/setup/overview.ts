import { diagnose } from '../../doctor/diagnose.ts';
import { gatherEvidence } from '../../doctor/evidence.ts';
import { readRecord } from '../../doctor/health.ts';
import { firstSteps, type FirstSteps } from '../../doctor/first-steps.ts';
import { minimumAfterDelete } from '../../life/lifecycle.ts';
import { groupType, userType } from '../../tenant/resource-types.ts';
import { countGone } from '../gone.ts';
import type { AskingLink, SetupContext } from './context.ts';

export interface Addresses {
  readonly tenantUrl: string;
  readonly tokenUrl: string;
}

/**
 * What the frame of the page and the steps of connecting need (`GET /overview`). It is asked for
 * every few seconds: what is new is in the record of the traffic at once, all else may be older.
 */
export async function readOverview(context: SetupContext, link: AskingLink, addresses: Addresses) {
  const { store, tenant, traffic, retention } = context;
  const now = context.now();
  const [buckets, known, users, groups, gone, kept] = await Promise.all([
    readRecord(traffic, now),
    context.facts(),
    store.count(userType.name),
    store.count(groupType.name),
    countGone(store),
    context.credentials.get(link.keyId),
  ]);
  const facts = { ...known, users, groups };
  const evidence = gatherEvidence(buckets, facts, Date.parse(now));
  const { status, summary, nextCycleDue } = diagnose(evidence, 'admin');
  return {
    tenant: { ...tenant, ...addresses },
    link: { endsAt: kept && 'expiresAt' in kept ? kept.expiresAt : now, may: link.may },
    now,
    waysToSignIn: ['token', 'client', ...(tenant.federation ? ['federation'] : [])],
    steps: stepsOf(firstSteps(evidence)),
    nextCycleDue,
    people: gone && { active: Math.max(0, users - gone.deactivated), ...gone },
    users,
    groups,
    retention: { ...retention, minimumAfterDelete: minimumAfterDelete(retention) },
    status,
    summary,
  };
}

const stepsOf = ({ credentialsTested, firstUser, firstGroup, firstCycle }: FirstSteps) => [
  { id: 'credentials-tested', at: credentialsTested },
  { id: 'first-user', at: firstUser },
  { id: 'first-group', at: firstGroup },
  { id: 'first-cycle', at: firstCycle },
];
