import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { placesOf } from '../places.ts';
import { TenantError } from '../tenants.ts';
import type { FleetSettings } from './settings.ts';

/** What the tenants of one account and Region have together. */
export interface Fleet {
  /** The id of its stack, by which it is deployed. */
  readonly id: string;
  readonly env: Tenant['env'];
  /** Who is told of every alarm, each once: that of fleet.json, and those of the tenant files. */
  readonly emails: readonly string[];
}

/** The name of the stack in each account and Region. */
export const FLEET = 'scim-fleet';

/**
 * A fleet for each account and Region that a tenant is in.
 * @throws TenantError where a tenant is named as a fleet is
 */
export function fleetsOf(tenants: readonly Tenant[], { alarmEmail }: FleetSettings): Fleet[] {
  const named = tenants.filter(({ name }) => name.startsWith(FLEET)).map(({ name }) => name);
  if (named.length > 0)
    throw new TenantError(
      named.map((name) => `${name}: names from ${FLEET} on are those of the fleet; choose another`),
    );
  return placesOf(tenants).map(({ suffix, env, tenants: own }) => {
    const addresses = [alarmEmail, ...own.map((tenant) => tenant.alarmEmail)];
    return { id: `${FLEET}${suffix}`, env, emails: [...new Set(addresses.flatMap((address) => address ?? []))] };
  });
}
