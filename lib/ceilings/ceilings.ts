import { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { TenantError } from '../tenants.ts';
import { QUOTAS, type Counts, type Quota, type QuotaName } from './quotas.ts';

/** How near the tenants of a place are to something that AWS bounds. */
export interface Ceiling {
  readonly quota: QuotaName;
  /** An account, and the Region where it counts there; `at hand` where no tenant file says which. */
  readonly place: string;
  readonly used: number;
  readonly most: number;
  readonly tenants: number;
  /** How many tenants like these there can be. Infinity where they take nothing of it. */
  readonly fit: number;
}

/** A tenant, and the construct that holds all of its stacks. */
export interface Deployable {
  readonly tenant: Tenant;
  readonly stage: IConstruct;
}

/** Quotas that an account has instead of the defaults. */
export type Raised = Readonly<Partial<Record<QuotaName, number>>>;

/** From so much of a quota on it is near. */
const NEAR = 0.8;

const isQuota = (name: string): name is QuotaName => Object.hasOwn(QUOTAS, name);
const namesOfQuotas = Object.keys(QUOTAS).filter(isQuota);

/** What "quotas" in the context of cdk.json says; nothing where it says nothing. Throws TenantError. */
export function readQuotas(context: unknown): Raised {
  if (context === undefined) return {};
  const given = typeof context === 'object' && context !== null ? Object.entries(context) : [];
  const isRight = ([name, value]: [string, unknown]): boolean => isQuota(name) && Number.isSafeInteger(value);
  if (given.length > 0 && given.every(isRight)) return Object.fromEntries(given);
  throw new TenantError([
    `quotas in cdk.json: received ${JSON.stringify(context)}; allowed: an object with whole numbers for ${namesOfQuotas.join(', ')}`,
  ]);
}

/** What the templates below a construct will hold, by type. */
function count(scope: IConstruct): Counts {
  const counts = new Map<string, number>();
  const add = (type: string): void => void counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const each of scope.node.findAll()) {
    if (CfnResource.isCfnResource(each)) add(each.cfnResourceType);
    else if (Stack.isStack(each)) add('stack');
  }
  return counts;
}

/** Every ceiling of every account and Region that tenants are deployed to. */
export function ceilingsOf(all: readonly Deployable[], raised: Raised = {}): Ceiling[] {
  const counted = all.map(({ tenant, stage }) => ({ tenant, counts: count(stage) }));
  return namesOfQuotas.flatMap((name) => {
    const quota: Quota = QUOTAS[name];
    const places = Map.groupBy(counted, ({ tenant }) => placeOf(tenant, quota));
    return [...places].map(([place, there]): Ceiling => {
      const used = there.reduce((sum, { tenant, counts }) => sum + quota.used(counts, tenant), 0);
      const most = raised[name] ?? quota.most(there[0]?.tenant.env?.region);
      const fit = used === 0 ? Infinity : Math.floor((most * there.length) / used);
      return { quota: name, place, used, most, tenants: there.length, fit };
    });
  });
}

const placeOf = ({ env }: Tenant, { per }: Quota): string => {
  const account = `account ${env?.account ?? 'at hand'}`;
  return per === 'account' ? account : `${account}, Region ${env?.region ?? 'at hand'}`;
};

export const isNear = ({ used, most }: Ceiling): boolean => used >= NEAR * most && used > 0;

/** A ceiling, and what to do about it. */
export function describeCeiling({ quota, place, used, most, tenants, fit }: Ceiling): string {
  const { what, ask } = QUOTAS[quota];
  const take = tenants === 1 ? 'one tenant takes' : `${tenants} tenants take`;
  return `${what}: ${take} ${used} of ${most} (${place}), ${fit} such tenants fit; ${ask}`;
}
