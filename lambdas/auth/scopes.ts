/** What a credential may be used for. `scim:read` reads what `scim` also writes; `directory` is the API of the product behind the endpoint. */
export const SCOPES = ['scim', 'scim:read', 'directory'] as const;

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The scope that a SCIM request needs and does not have; `route` is the path below the SCIM base. A search by POST only reads (RFC 7644 §3.4.3). */
export function missingScimScope(scopes: readonly string[], method: string, route: string): string | undefined {
  if (scopes.includes('scim')) return undefined;
  const onlyReads = READING.has(method) || (method === 'POST' && route.endsWith('/.search'));
  if (!onlyReads) return 'scim';
  return scopes.includes('scim:read') ? undefined : 'scim or scim:read';
}
