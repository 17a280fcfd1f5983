import { DEPLOYMENT } from '../lambdas/tenant/settings/deployment.ts';
import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** The stacks of a tenant, in the order in which they are deployed: each behind what it uses. */
export const TENANT_STACKS = ['data', 'jobs', 'events', 'api'] as const;

/** In which order tenants get a new version: those of `all` last. */
export const RINGS = DEPLOYMENT.ring.enum;
export type Ring = Tenant['ring'];
