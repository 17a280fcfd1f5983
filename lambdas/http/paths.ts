import { METADATA_PATH, TOKEN_PATH } from '../auth/paths.ts';
import { DIRECTORY_BASE, DIRECTORY_PATHS, EXPORT_PATHS } from '../directory/paths.ts';
import { SETUP_API_BASE, SETUP_BASE, SETUP_PATHS } from '../directory/setup/paths.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';

export { DIRECTORY_BASE, METADATA_PATH, SETUP_BASE, TOKEN_PATH };

/**
 * Where SCIM is mounted; what stands before it in a path is the stage or the base path of a custom
 * domain.
 */
export const SCIM_BASE = '/scim/v2';

/**
 * The routes of SCIM that belong to the service itself, below the base (RFC 7644 §3.2, table 1).
 * /ServiceProviderConfigs is how SCIM 1.1 called /ServiceProviderConfig, and old clients still ask
 * for it.
 */
const SERVICE_ROUTES = [
  '/.search',
  '/Bulk',
  '/Me',
  '/ServiceProviderConfig',
  '/ServiceProviderConfigs',
  '/ResourceTypes',
  '/ResourceTypes/{id}',
  '/Schemas',
  '/Schemas/{id}',
] as const;
export type ServiceRoute = (typeof SERVICE_ROUTES)[number];

/** The routes of each resource type, behind its endpoint. */
export const TYPE_ROUTES = ['', '/{id}', '/.search'] as const;
export type TypeRoute = (typeof TYPE_ROUTES)[number];

/** Whatever else is below a path. API Gateway passes it on under this name of a route. */
const ANYTHING_ELSE = '/{proxy+}';

/** Whether a route, as API Gateway knows it, stands for all the paths that are none. */
export const isUnknownPath = (route: string): boolean => route.endsWith(ANYTHING_ELSE);

/**
 * Every SCIM path that API Gateway passes on for these resource types. Each takes any method,
 * because only the function can answer 405 with an Allow header (RFC 9110 §15.5.6).
 */
export function scimPaths(types: readonly Pick<ResourceType, 'endpoint'>[]): string[] {
  const typeRoutes = types.flatMap(({ endpoint }) => TYPE_ROUTES.map((route) => `${endpoint}${route}`));
  return [...typeRoutes, ...SERVICE_ROUTES].map((route) => `${SCIM_BASE}${route}`);
}

/**
 * What stands for all other paths below a base, and below each part of it: API Gateway does not go
 * back once a part of a path has matched.
 */
const anythingElseBelow = (base: string): string[] =>
  base.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/') + ANYTHING_ELSE);

/**
 * Paths that are no routes: what a wrong Tenant URL leads to (/scim/scim/v2/Users, /Users,
 * /scim/v2/users). The scim function says what the right one is.
 */
export const unknownScimPaths = (): string[] => anythingElseBelow(SCIM_BASE);

/**
 * Every path of the directory but the exports, each part of one, and all that are none below any of
 * them or of the exports: nobody else should answer for them. API Gateway allows no `{proxy+}` beside
 * an `{id}`.
 */
export function directoryPaths(): string[] {
  const paths = [...new Set(DIRECTORY_PATHS.flatMap((path) => partsOf(DIRECTORY_BASE + path)))];
  const leaveRoom = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/{`)));
  return [...paths, ...[...leaveRoom, ...exportPaths()].map((path) => path + ANYTHING_ELSE)];
}

/** A path, and before it every path that leads to it: "/a", "/a/b". */
const partsOf = (path: string): string[] =>
  path.split('/').flatMap((_, at, parts) => (at === 0 ? [] : [parts.slice(0, at + 1).join('/')]));

/** The paths of the directory that answer as a stream. */
export const exportPaths = (): string[] => Object.keys(EXPORT_PATHS).map((path) => DIRECTORY_BASE + path);

/** The setup page, and whatever file of it: everybody gets them. */
export const setupPagePaths = (): string[] => [SETUP_BASE, SETUP_BASE + ANYTHING_ELSE];

/** What such a file is, by the end of its name: text, all of them, so that API Gateway changes no body of SCIM. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
};

/** Every path of the API of the setup page with its methods, and all that are none. */
export const setupApiPaths = (): (readonly [path: string, methods: readonly string[]])[] => [
  ...Object.entries(SETUP_PATHS).map(([path, methods]) => [SETUP_API_BASE + path, methods] as const),
  [SETUP_API_BASE + ANYTHING_ELSE, []],
];

/**
 * The first part of every path that belongs to the service itself, which no resource type may take.
 */
export const serviceEndpoints = (): string[] => [
  ...new Set(SERVICE_ROUTES.map((route) => `/${route.split('/')[1] ?? ''}`)),
];
