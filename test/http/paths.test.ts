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
});

it('every path below the directory leads to it, and no two variable parts stand side by side', () => {
  const paths = directoryPaths();
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toEqual(expect.arrayContaining(['/directory', '/directory/v1', '/directory/{proxy+}']));
  expect(paths).toContain('/directory/v1/groups/{id}/members/{proxy+}');
  const variable = paths.filter((path) => path.endsWith('}')).map((path) => path.slice(0, path.lastIndexOf('/')));
  expect(new Set(variable).size).toBe(variable.length);
  for (const path of paths.filter((each) => !isUnknownPath(each))) expect(variable).toContain(path);
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
