import { SCIM_BASE, serviceEndpoints, TOKEN_PATH } from '../lambdas/http/paths.ts';
import { MAX_BODY_BYTES } from '../lambdas/http/scim/body-limit.ts';
import { errorBody } from '../lambdas/scim/errors.ts';

/**
 * What API Gateway answers when no function does, as SCIM errors (RFC 7644 §3.12). `detail` is what
 * an administrator reads in Entra's provisioning log. API Gateway replaces $context.… in it and
 * escapes nothing, so only values that cannot hold a quote may appear.
 */
export type GatewayAnswer = {
  /** API Gateway's name for the situation. */
  type: string;
  status: number;
  detail: string;
  headers?: Record<string, string>;
};

/** As a text names them: without the slash. */
const SERVICE_ENDPOINTS = serviceEndpoints()
  .map((endpoint) => endpoint.slice(1))
  .join(', ');
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="scim"' };
const RETRY = { 'Retry-After': '5' };

export const GATEWAY_ANSWERS: GatewayAnswer[] = [
  {
    type: 'UNAUTHORIZED',
    status: 401,
    detail: `no credential, or several different ones: send the secret token of this tenant once, in the header Authorization: Bearer <token>; a token in the URL is not read; the OAuth token endpoint is ${TOKEN_PATH} beside ${SCIM_BASE}, not below it`,
    headers: CHALLENGE,
  },
  // A Deny is always a bad credential (a missing scope is answered by the function), and only here
  // can it become a 401.
  { type: 'ACCESS_DENIED', status: 401, detail: '$context.authorizer.detail', headers: CHALLENGE },
  {
    type: 'EXPIRED_TOKEN',
    status: 401,
    detail: 'AWS signatures are not accepted here: send Authorization: Bearer <token>',
    headers: CHALLENGE,
  },
  {
    type: 'INVALID_SIGNATURE',
    status: 401,
    detail: 'AWS signatures are not accepted here: send Authorization: Bearer <token>',
    headers: CHALLENGE,
  },
  { type: 'INVALID_API_KEY', status: 403, detail: 'the API key is not valid for this tenant' },
  { type: 'WAF_FILTERED', status: 403, detail: 'the request was blocked by the firewall of this endpoint' },
  // API Gateway calls an unknown path a missing token.
  {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    status: 404,
    detail: `no such endpoint: ${SCIM_BASE} has Users, Groups, ${SERVICE_ENDPOINTS} and the types of the tenant; check the Tenant URL, it ends in ${SCIM_BASE}; the OAuth token endpoint ends in ${TOKEN_PATH}, beside ${SCIM_BASE}`,
  },
  {
    type: 'RESOURCE_NOT_FOUND',
    status: 404,
    detail: `no such endpoint: check the Tenant URL, it ends in ${SCIM_BASE}`,
  },
  { type: 'BAD_REQUEST_BODY', status: 400, detail: 'the request body was refused before it was read' },
  { type: 'BAD_REQUEST_PARAMETERS', status: 400, detail: 'the query or a header was refused before it was read' },
  {
    type: 'REQUEST_TOO_LARGE',
    status: 413,
    detail: `the request is too large: a body may have ${MAX_BODY_BYTES} bytes`,
  },
  {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    detail:
      'the body could not be decompressed as Content-Encoding says, or its media type is unknown: send application/scim+json or application/json, in gzip, in deflate, or as it is',
  },
  {
    type: 'THROTTLED',
    status: 429,
    detail: 'too many requests for this tenant: wait for the seconds in Retry-After and try again',
    headers: RETRY,
  },
  {
    type: 'QUOTA_EXCEEDED',
    status: 429,
    detail: 'the request quota of this tenant is used up: wait for the seconds in Retry-After and try again',
    headers: RETRY,
  },
  {
    type: 'AUTHORIZER_FAILURE',
    status: 503,
    detail: 'the credential could not be checked: try again (request $context.requestId)',
    headers: RETRY,
  },
  {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    status: 500,
    detail: 'the credential could not be checked, the endpoint is set up wrongly (request $context.requestId)',
  },
  {
    type: 'API_CONFIGURATION_ERROR',
    status: 500,
    detail: 'the endpoint is set up wrongly (request $context.requestId)',
  },
  {
    type: 'INTEGRATION_FAILURE',
    status: 503,
    detail: 'the request could not be served: try again (request $context.requestId)',
    headers: RETRY,
  },
  {
    type: 'INTEGRATION_TIMEOUT',
    status: 504,
    detail: 'the request took longer than 29 seconds: try again, or ask for less (request $context.requestId)',
    headers: RETRY,
  },
  // A template cannot name the status it is sent with, so what is left gets one status for the
  // answer and its body.
  {
    type: 'DEFAULT_4XX',
    status: 400,
    detail:
      'the request was refused before it reached the service ($context.error.responseType); check that the URL is percent-encoded and the headers are below 10 KB, and send long filters as POST to /.search',
  },
  {
    type: 'DEFAULT_5XX',
    status: 500,
    detail: 'an internal error: $context.error.responseType (request $context.requestId)',
  },
];

/** The body of a gateway answer, with $context.… still in it. */
export function gatewayBody({ status, detail }: GatewayAnswer): string {
  return JSON.stringify(errorBody({ status, scimType: undefined, message: detail }));
}
