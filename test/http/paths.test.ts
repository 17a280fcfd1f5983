import { createRouter } from '../../lambdas/http/scim/routes.ts';
import {
  directoryPaths,
  isUnknownPath,
  SCIM_BASE,
  scimPaths,
  serviceEndpoints,
  unknownScimPaths,
} from '../../lambdas/http/paths.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';

const types = tenantResourceTypes([]);

it('every SCIM path that API Gateway passes on is a route of the function', () => {
  const router = createRouter(types);
  const routes = scimPaths(types).map((path) => path.slice(SCIM_BASE.length));
  expect(routes).toEqual(
    expect.arrayContaining(['/Users', '/Groups/{id}', '/Users/.search', '/Bulk', '/Schemas/{id}']),
  );
  for (const route of routes) expect(() => router.find(route, 'OPTIONS')).not.toThrow();
});

it('every part of a base takes the paths that are none', () => {
  expect(unknownScimPaths()).toEqual(['/{proxy+}', '/scim/{proxy+}', '/scim/v2/{proxy+}']);
  expect(directoryPaths().filter(isUnknownPath)).toEqual(['/directory/{proxy+}', '/directory/v1/{proxy+}']);
});

it('names the endpoints that no resource type may take', () => {
  expect(serviceEndpoints()).toEqual([
    '/.search',
    '/Bulk',
    '/Me',
    '/ServiceProviderConfig',
    '/ServiceProviderConfigs',
    '/ResourceTypes',
    '/Schemas',
  ]);
});
