import type { ResourceType } from '../lambdas/scim/schemas/resource-type.ts';

const SERVICE_ROUTES = [
  '/.search',
  '/Bulk',
  '/Me',
  '/ServiceProviderConfig',
  '/ResourceTypes',
  '/ResourceTypes/{id}',
  '/Schemas',
  '/Schemas/{id}',
];

/**
 * Every path that API Gateway passes on for these resource types; anything else is a 404.
 * Each takes any method, because only the function can answer 405 with an Allow header (RFC 9110 §15.5.6).
 */
export function scimRoutes(types: readonly Pick<ResourceType, 'endpoint'>[]): string[] {
  const routes = types.flatMap(({ endpoint }) => [endpoint, `${endpoint}/{id}`, `${endpoint}/.search`]);
  return [...routes, ...SERVICE_ROUTES].map((route) => `/scim/v2${route}`);
}

/**
 * Paths that are no routes: what a wrong Tenant URL leads to (/scim/scim/v2/Users, /Users, /scim/v2/users). The scim function says what the right one
 * is. API Gateway does not go back once a part of a path has matched, so each part of /scim/v2 has one.
 */
export const UNKNOWN_ROUTES: readonly string[] = ['/{proxy+}', '/scim/{proxy+}', '/scim/v2/{proxy+}'];

/** The first part of every path that belongs to the service itself, which no resource type may take. */
export const SERVICE_ENDPOINTS: readonly string[] = [
  ...new Set(SERVICE_ROUTES.map((route) => `/${route.split('/')[1] ?? ''}`)),
];
