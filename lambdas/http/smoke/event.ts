import { SMOKE_KIND } from '../principal.ts';

/** A GET as API Gateway sends it behind the authorizer, which let in a principal of the kind that is nobody's traffic. */
export function eventOf(tenant: string, path: string, query = {}, more = {}): object {
  const headers = { Host: 'smoke.invalid', Accept: '*/*', 'User-Agent': SMOKE_KIND, ...more };
  const all = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
  return {
    resource: path,
    path,
    httpMethod: 'GET',
    headers,
    multiValueHeaders: all(headers),
    queryStringParameters: query,
    multiValueQueryStringParameters: all(query),
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      authorizer: { tenant, credentialId: SMOKE_KIND, kind: SMOKE_KIND, scopes: 'scim:read directory' },
      domainName: headers.Host,
      httpMethod: 'GET',
      identity: { sourceIp: SMOKE_KIND, userAgent: SMOKE_KIND },
      path: `/live${path}`,
      requestId: SMOKE_KIND,
      resourcePath: path,
      stage: 'live',
    },
    body: null,
    isBase64Encoded: false,
  };
}
