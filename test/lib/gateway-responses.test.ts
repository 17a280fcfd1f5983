import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { GATEWAY_ANSWERS, gatewayBody } from '../../lib/gateway-responses.ts';

/** What API Gateway puts in, with nothing escaped. */
const CONTEXT: Record<string, string> = {
  'authorizer.detail': 'the secret token expired on 2026-12-24: create another one',
  'error.responseType': 'SOME_TYPE',
  requestId: '7a1c5f0e-0000-4000-8000-000000000000',
};

function substitute(template: string): string {
  return template.replaceAll(
    /\$context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g,
    (_, name: string) => CONTEXT[name] ?? '?unknown?',
  );
}

describe('gateway answers', () => {
  test.each(GATEWAY_ANSWERS)('$type is a SCIM error with the status of the answer', (answer) => {
    const body = JSON.parse(substitute(gatewayBody(answer))) as Record<string, unknown>;
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(answer.status),
      detail: expect.stringMatching(/^[^$?]{10,}$/) as string,
    });
  });

  test('cover every situation that API Gateway knows, each once', () => {
    const known = Object.values(ResponseType)
      .filter((value): value is ResponseType => value instanceof ResponseType)
      .map(({ responseType }) => responseType);
    expect(known).toContain('WAF_FILTERED');
    expect(GATEWAY_ANSWERS.map(({ type }) => type).sort()).toEqual(known.sort());
  });

  test('challenge with every 401 and say when to come back with every 429, 503 and 504', () => {
    for (const { status, headers } of GATEWAY_ANSWERS) {
      expect(headers?.['WWW-Authenticate']).toBe(status === 401 ? 'Bearer realm="scim"' : undefined);
      expect(headers?.['Retry-After']).toBe([429, 503, 504].includes(status) ? '5' : undefined);
    }
  });

  test.each([
    ['UNAUTHORIZED', 401],
    ['ACCESS_DENIED', 401],
    ['MISSING_AUTHENTICATION_TOKEN', 404],
    ['REQUEST_TOO_LARGE', 413],
    ['THROTTLED', 429],
    ['QUOTA_EXCEEDED', 429],
    ['WAF_FILTERED', 403],
    ['INTEGRATION_TIMEOUT', 504],
    ['AUTHORIZER_FAILURE', 503],
    ['DEFAULT_5XX', 500],
  ])('answer %s with %i', (type, status) => {
    expect(GATEWAY_ANSWERS.find((answer) => answer.type === type)?.status).toBe(status);
  });
});
