import type { Tenant } from '../lambdas/tenant/settings/settings.ts';
import type { FunctionName } from './functions.ts';
import { TenantError } from './tenants.ts';

/** What AWS gives an account for all functions of a Region, unless it was asked for more. */
const ACCOUNT_CONCURRENCY = 1_000;
/** AWS refuses to reserve the last 100: all functions that have none of their own share them. */
const LEFT_UNRESERVED = 100;

/** What `-c accountConcurrency` says; undefined where it says nothing. Throws TenantError. */
export function readConcurrency(context: unknown): number | undefined {
  if (context === undefined) return undefined;
  const account = Number(context);
  if (Number.isSafeInteger(account) && account > 0) return account;
  throw new TenantError([`accountConcurrency: received ${JSON.stringify(context)}; allowed: a whole number from 1`]);
}

/** How many requests at once a tenant reserves for a function; undefined for none. */
export const reservedFor = ({ reservedConcurrency = {} }: Tenant, name: FunctionName): number | undefined =>
  Object.entries(reservedConcurrency).find(([key]) => key === name)?.[1];

/**
 * A line for each account and Region whose tenants reserve more, all together, than they may.
 * `account` is what an account has in a Region. A tenant that names no account or Region counts in
 * each.
 */
export function reservedProblems(tenants: readonly Tenant[], account = ACCOUNT_CONCURRENCY): string[] {
  const places = new Map(tenants.map(({ env }) => [placeOf(env), env]));
  return [...places].flatMap(([place, env]) => {
    const there = tenants.filter((tenant) => isOrAny(tenant.env?.account, env?.account));
    const reserved = sumOf(there.filter((tenant) => isOrAny(tenant.env?.region, env?.region)));
    return reserved === 0 || reserved <= account - LEFT_UNRESERVED ? [] : [problem(place, reserved, account)];
  });
}

const placeOf = (env: Tenant['env']): string =>
  `${env?.account ?? 'the account at hand'}, ${env?.region ?? 'the Region at hand'}`;

const isOrAny = (own: string | undefined, wanted: string | undefined): boolean => own === undefined || own === wanted;

const sumOf = (tenants: readonly Tenant[]): number =>
  tenants
    .flatMap(({ reservedConcurrency = {} }) => Object.values(reservedConcurrency))
    .reduce((sum, each) => sum + each, 0);

const problem = (place: string, reserved: number, account: number): string =>
  `reservedConcurrency: all tenants of ${place} reserve ${reserved}; allowed: ${Math.max(0, account - LEFT_UNRESERVED)}, ` +
  `which leaves ${LEFT_UNRESERVED} of the account's ${account} unreserved; reserve less, or, where Service Quotas shows more ` +
  'concurrent executions for the account, say how many: cdk synth -c accountConcurrency=<number>';
