/**
 * What a credential may be used for. `scim:read` reads what `scim` also writes; `directory` is the
 * API of the product behind the endpoint.
 */
export const SCOPES = ['scim', 'scim:read', 'directory'] as const;

/** What a link to the setup page may allow besides seeing it: making credentials, and reading people. */
export const SETUP_MAY = ['tokens', 'people'] as const;
export type SetupMay = (typeof SETUP_MAY)[number];

/** The scope that the setup page needs, or one part of it. No token or client has one of these. */
export const setupScope = (may?: SetupMay): string => (may === undefined ? 'setup' : `setup:${may}`);

/** The scopes of a link. */
export const setupScopes = (may: readonly SetupMay[]): string[] => [
  setupScope(),
  ...may.map((each) => setupScope(each)),
];

/**
 * The scope of `scim smoke`, which looks whether everything answers. No token or client of anybody has it: its
 * requests are counted nowhere, so that they are no sign of life of Entra.
 */
export const PROBE_SCOPE = 'probe';

export const isProbe = (scopes: readonly string[]): boolean => scopes.length === 1 && scopes[0] === PROBE_SCOPE;

/** What a probe may GET below the SCIM base: what is the same for everybody, and how many users there are. */
const PROBED = new Set(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/Users?count=0']);

/** Whether somebody who has these scopes has this one: whoever writes may read, too. */
export const hasScope = (scopes: readonly string[], scope: string): boolean =>
  scopes.includes(scope) || (scope === 'scim:read' && scopes.includes('scim'));

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The scope that a SCIM request needs and does not have; `route` is the path below the SCIM base. A
 * search by POST only reads (RFC 7644 §3.4.3).
 */
export function missingScimScope(
  scopes: readonly string[],
  method: string,
  route: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string | undefined {
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const asked = parameters.length === 0 ? route : `${route}?${parameters.join('&')}`;
  if (isProbe(scopes) && method === 'GET' && PROBED.has(asked)) return undefined;
  const onlyReads = READING.has(method) || (method === 'POST' && route.endsWith('/.search'));
  if (hasScope(scopes, onlyReads ? 'scim:read' : 'scim')) return undefined;
  return onlyReads ? 'scim or scim:read' : 'scim';
}
