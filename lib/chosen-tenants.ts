import { TenantError } from './tenants.ts';

/**
 * What `-c tenant` says: a name, or several with commas between them; undefined where it says nothing,
 * which is every tenant. Throws TenantError.
 */
export function chosenTenants(context: unknown): string[] | undefined {
  if (context === undefined) return undefined;
  const names = typeof context === 'string' ? context.split(',').map((name) => name.trim()) : [''];
  if (names.every((name) => name !== '')) return names;
  throw new TenantError([
    `-c tenant: received ${JSON.stringify(context)}; allowed: names of tenants, as in acme,globex`,
  ]);
}
