import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** An account and Region, with the tenants that are deployed there. */
export interface Place {
  /** What a stack for all of them is told apart by behind its name; nothing where no tenant file says where. */
  readonly suffix: string;
  readonly env: Tenant['env'];
  readonly tenants: readonly Tenant[];
}

/** The accounts and Regions that tenants are in, each once, in the order of their first tenants. */
export function placesOf(tenants: readonly Tenant[]): Place[] {
  const suffixOf = ({ env }: Tenant): string =>
    [env?.account, env?.region].flatMap((part) => (part === undefined ? [] : `-${part}`)).join('');
  return [...Map.groupBy(tenants, suffixOf)].map(([suffix, there]) => ({
    suffix,
    env: there[0]?.env,
    tenants: there,
  }));
}
