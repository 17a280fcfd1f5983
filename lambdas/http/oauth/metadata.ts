import { PROBLEMS } from '../../auth/grants/problem.ts';
import { SCOPES } from '../../auth/scopes.ts';
import type { HttpAnswer } from '../answer.ts';
import { METADATA_PATH, TOKEN_PATH } from '../paths.ts';
import { mountUrlOf, type Addressed } from '../request.ts';
import { problemAnswer } from './token.ts';

/** The answer to a request for the metadata, which anybody may keep (RFC 8414 §3.2). */
export function answerMetadata(method: string, metadata: Record<string, unknown>): HttpAnswer {
  if (method !== 'GET' && method !== 'HEAD')
    return problemAnswer(PROBLEMS.method(method, 'GET or HEAD'), { Allow: 'GET, HEAD' });
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=3600' },
    body: JSON.stringify(metadata),
  };
}

/** What comes in at the root of the API: what stands before it is a path that the domain has taken away. */
export const ROOT = '/';

/** Whether a request is for the metadata, at either of the places where they are. */
export const asksForMetadata = ({ resource, requestContext }: Addressed): boolean =>
  resource === METADATA_PATH || (resource === ROOT && requestContext.path.startsWith(`${METADATA_PATH}/`));

/**
 * The authorization server's metadata (RFC 8414 §2). The RFC puts the path of an issuer behind the
 * well-known one (§3.1), and so does a domain that tenants share. They are also where the issuer's path
 * stands before: behind API Gateway's own address an issuer has a path, `/live`, and nothing is
 * served outside of it. At a domain without a base path the two are the same.
 */
export function describeServer(event: Addressed, isFederated: boolean): Record<string, unknown> {
  const issuer = mountUrlOf(event, METADATA_PATH) + pathBehind(event);
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

/** The issuer's path, where it stands behind the well-known one. */
function pathBehind({ requestContext: { path } }: Addressed): string {
  const [, behind = ''] = path.split(METADATA_PATH, 2);
  return behind.replace(/\/$/, '');
}
