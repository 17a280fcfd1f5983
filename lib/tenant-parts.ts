/** The stacks of a tenant, in the order in which they are deployed: each behind what it uses. */
export const TENANT_PARTS = ['data', 'jobs', 'events', 'api'] as const;
