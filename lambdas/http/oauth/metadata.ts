import { SCOPES } from '../../auth/scopes.ts';

/** Where the endpoints are mounted; what stands before them in a path is the stage or the base path of a custom domain. */
export const TOKEN_PATH = '/oauth/token';
export const METADATA_PATH = '/.well-known/oauth-authorization-server';

/** The part of API Gateway's event that says under which address it was called. */
export interface MetadataEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext: { readonly path: string; readonly domainName?: string };
}

/**
 * The authorization server's metadata (RFC 8414 §2). The RFC puts the path of an issuer behind the well-known one; behind API Gateway's own address an issuer
 * has a path, `/live`, and nothing is served outside of it, so it stands before. At a custom domain without a base path the two are the same.
 */
export function describeServer(event: MetadataEvent, isFederated: boolean): Record<string, unknown> {
  const issuer = issuerOf(event);
  return {
    issuer,
    token_endpoint: `${issuer}${TOKEN_PATH}`,
    // Required by the RFC; there is no authorization endpoint, so there are none.
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      ...(isFederated ? ['private_key_jwt'] : []),
    ],
    ...(isFederated && { token_endpoint_auth_signing_alg_values_supported: ['RS256'] }),
    scopes_supported: [...SCOPES],
  };
}

function issuerOf({ headers, requestContext: { path, domainName } }: MetadataEvent): string {
  const header = (name: string) => Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  const scheme = header('x-forwarded-proto') === 'http' ? 'http' : 'https';
  const [mount = ''] = path.split(METADATA_PATH);
  return `${scheme}://${domainName ?? header('host') ?? 'localhost'}${mount}`;
}
