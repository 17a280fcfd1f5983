import { DIRECTORY_BASE } from '../../../lambdas/http/paths.ts';
import type { Answer } from './send.ts';
import { bearer, httpStep, type Place, type Step } from './step.ts';

const CHALLENGE = 'Bearer realm="scim"';
/** Looks like a token, and is none. */
const NO_TOKEN = `scim_${'0'.repeat(16)}_${'A'.repeat(43)}`;
const MB = 1024 * 1024;

const typeOf = ({ headers }: Answer): string => headers['content-type'] ?? 'no Content-Type';
const isScimError = (status: number) => (answer: Answer) =>
  answer.status === status &&
  typeOf(answer).startsWith('application/scim+json') &&
  answer.json['status'] === String(status);
const challengeOf = ({ headers }: Answer): string => `WWW-Authenticate: ${headers['www-authenticate'] ?? 'none'}`;
const at = (path: string, method: string, headers: readonly (readonly [string, string])[], body?: Uint8Array) => {
  return (place: Place) => ({
    method,
    url: `${place.scimUrl}${path}`,
    headers: [...(headers.some(([name]) => name === 'Authorization') ? [] : [bearer(place.token)]), ...headers],
    ...(body && { body }),
  });
};
const withoutToken = (accept: readonly (readonly [string, string])[]) => (place: Place) => ({
  method: 'GET',
  url: `${place.scimUrl}/Users`,
  headers: accept,
});

const ACCEPTS: readonly (readonly [what: string, accept: readonly (readonly [string, string])[]])[] = [
  ['Accept: text/html', [['Accept', 'text/html']]],
  ['Accept: application/scim+json', [['Accept', 'application/scim+json']]],
  ['no Accept', []],
];

/** Bodies that are refused before a function has them; nothing is in them, and the token may not write. */
const tooLarge = (megabytes: number, otherwise: string): Step =>
  httpStep({
    name: `a body of ${megabytes} MB`,
    expected: '413',
    otherwise,
    request: (place) => at('/Users', 'POST', [], Buffer.alloc(megabytes * MB, ' '))(place),
    isAsExpected: ({ status }) => status === 413,
    tell: typeOf,
  });

/** What no local run can show: how AWS itself answers. docs/first-deploy.md says why each is in doubt. */
export const DEEP_STEPS: readonly Step[] = [
  ...ACCEPTS.map(([what, accept]) =>
    httpStep({
      name: `API Gateway's own answer, ${what}`,
      expected: '401, application/scim+json',
      otherwise: 'API Gateway takes another template for this Accept: Entra gets an error that is not SCIM',
      request: withoutToken(accept),
      isAsExpected: isScimError(401),
      tell: typeOf,
    }),
  ),
  httpStep({
    name: 'the challenge of API Gateway',
    expected: `401, WWW-Authenticate: ${CHALLENGE}`,
    otherwise: 'quotes within the constant are kept or lost: change the header in lib/stacks/api/gateway-answers.ts',
    request: withoutToken([]),
    isAsExpected: ({ status, headers }) => status === 401 && headers['www-authenticate'] === CHALLENGE,
    tell: challengeOf,
  }),
  httpStep({
    name: 'a token that is none (the doctor counts this refusal)',
    expected: `401, WWW-Authenticate: ${CHALLENGE}`,
    otherwise: '403: ACCESS_DENIED is not turned into 401; no detail: the context of the authorizer is not known there',
    request: at('/Users', 'GET', [bearer(NO_TOKEN)]),
    isAsExpected: (answer) =>
      isScimError(401)(answer) && answer.headers['www-authenticate'] === CHALLENGE && answer.json['detail'] !== '',
    tell: challengeOf,
  }),
  httpStep({
    name: 'a path that is none of the API',
    expected: '404, application/scim+json',
    otherwise: '403: MISSING_AUTHENTICATION_TOKEN has no answer of its own',
    request: ({ mount }) => ({ method: 'GET', url: `${mount}/`, headers: [] }),
    isAsExpected: isScimError(404),
    tell: typeOf,
  }),
  tooLarge(
    7,
    'more than Lambda takes, less than API Gateway: whoever sends it gets this answer, which nobody can change',
  ),
  tooLarge(11, 'API Gateway refuses this itself: whoever sends it gets this answer'),
  httpStep({
    name: 'a body that is not compressed as it says',
    expected: '415',
    otherwise: '400: API Gateway hands such a body on; the function then answers for it',
    request: at('/Users', 'POST', [['Content-Encoding', 'gzip']], Buffer.from('{}')),
    isAsExpected: ({ status }) => status === 415,
    tell: typeOf,
  }),
  httpStep({
    name: 'headers of 11 KB',
    expected: '400, application/scim+json',
    otherwise: 'the front of API Gateway refuses it before any template: long filters get this answer',
    request: at('/ServiceProviderConfig', 'GET', [['X-Padding', 'x'.repeat(11_000)]]),
    isAsExpected: isScimError(400),
    tell: typeOf,
  }),
  httpStep({
    name: 'an id of 1,700 characters',
    expected: '400, application/scim+json',
    otherwise: 'the ARN of a method may be longer or shorter than we know: the authorizer sees such requests or not',
    request: at(`/Users/${'x'.repeat(1700)}`, 'GET', []),
    isAsExpected: isScimError(400),
    tell: typeOf,
  }),
  httpStep({
    name: 'an answer for a client that takes gzip',
    expected: '200, Content-Encoding: gzip',
    otherwise: 'large answers are not compressed: 5 MB go over the wire as they are',
    request: at('/Schemas', 'GET', [['Accept-Encoding', 'gzip']]),
    isAsExpected: ({ status, headers, json }) =>
      status === 200 && headers['content-encoding'] === 'gzip' && Array.isArray(json['Resources']),
    tell: ({ headers }) => `Content-Encoding: ${headers['content-encoding'] ?? 'none'}`,
  }),
  httpStep({
    name: 'the same for one that does not',
    expected: '200, Content-Encoding: none',
    otherwise: 'a client that cannot read gzip gets it',
    request: at('/Schemas', 'GET', []),
    isAsExpected: ({ status, headers }) => status === 200 && headers['content-encoding'] === undefined,
    tell: ({ headers }) => `Content-Encoding: ${headers['content-encoding'] ?? 'none'}`,
  }),
  httpStep({
    name: 'the header Authorization twice',
    expected: '400',
    otherwise: '200: API Gateway hands one of them on, and nobody learns of the other; 401: it joins them',
    request: (place) => ({
      method: 'GET',
      url: `${place.scimUrl}/ServiceProviderConfig`,
      headers: [bearer(place.token), bearer(place.token)],
    }),
    isAsExpected: ({ status }) => status === 400,
  }),
];

/** Tried alone, while the function directory may not run at all. */
export const THROTTLED_STEP: Step = httpStep({
  name: 'a function that may not run',
  expected: '503, Retry-After: 5',
  otherwise: '200: it was not throttled; 429, 500 or 502: a throttled function is none of INTEGRATION_FAILURE here',
  request: ({ mount, token }) => ({
    method: 'GET',
    url: `${mount}${DIRECTORY_BASE}/openapi.json`,
    headers: [bearer(token)],
  }),
  isAsExpected: (answer) => isScimError(503)(answer) && answer.headers['retry-after'] === '5',
  tell: ({ headers }) => `Retry-After: ${headers['retry-after'] ?? 'none'}`,
});
