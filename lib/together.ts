import type { Tenant } from '../lambdas/tenant/settings/settings.ts';
import { domainProblems } from './domains.ts';
import { readFleetSettings } from './fleet/settings.ts';
import { reservedProblems } from './reserved-concurrency.ts';
import { TenantError } from './tenants.ts';

/**
 * A line for whatever tenants, each of which is right by itself, cannot be together. `concurrency` is what
 * an account has in a Region, where it is not what AWS gives to every one.
 */
export const togetherProblems = (tenants: readonly Tenant[], concurrency?: number): string[] => [
  ...reservedProblems(tenants, concurrency),
  ...domainProblems(tenants),
  ...tableProblems(tenants),
];

/** The problems of fleet.json, which no tenant file has. */
export function fleetProblems(file: string): readonly string[] {
  try {
    readFleetSettings(file);
    return [];
  } catch (error) {
    if (error instanceof TenantError) return error.problems;
    throw error;
  }
}

/** Two tenants on one table would be two purges, and every change would be told twice. */
function tableProblems(tenants: readonly Tenant[]): string[] {
  const named = tenants.flatMap(({ name, table }) =>
    table === undefined ? [] : [{ name, arn: table.streamArn.split('/stream/')[0] }],
  );
  return named.flatMap(({ name, arn }, index) => {
    const other = named.slice(0, index).find((one) => one.arn === arn);
    return other === undefined ? [] : [`${name}: table: ${arn} is that of ${other.name}; allowed: a table of its own`];
  });
}
