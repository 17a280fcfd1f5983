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

/** Whether somebody who has these scopes has this one: whoever writes may read, too. */
export const hasScope = (scopes: readonly string[], scope: string): boolean =>
  scopes.includes(scope) || (scope === 'scim:read' && scopes.includes('scim'));

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The scope that a SCIM request needs and does not have; `route` is the path below the SCIM base. A
 * search by POST only reads (RFC 7644 §3.4.3).
 */
export function missingScimScope(scopes: readonly string[], method: string, route: string): string | undefined {
  const onlyReads = READING.has(method) || (method === 'POST' && route.endsWith('/.search'));
  if (hasScope(scopes, onlyReads ? 'scim:read' : 'scim')) return undefined;
  return onlyReads ? 'scim or scim:read' : 'scim';
}
