import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ACCOUNT } from '../template/aws-account.ts';

/**
 * What an event is made of. `url` is path and query as they were sent; `headers` alternate name and
 * value, as sent.
 */
export interface ProxyRequest {
  method: string;
  url: string;
  rawHeaders?: readonly string[];
  body?: string | null;
  /** The route's path, as in `/scim/v2/Users/{id}`, and the decoded values of its parameters. */
  resource: string;
  resourceId?: string;
  parameters?: Record<string, string>;
  /** What the authorizer put into its context. */
  authorizer?: Record<string, string | number>;
  apiId?: string;
  stage?: string;
  requestId: string;
  sourceIp?: string;
  /** The port the server listens on, for X-Forwarded-Port. */
  port?: number;
  receivedAt?: Date;
}

/** Headers of the connection, not of the request: API Gateway does not pass them on. */
const HOP_BY_HOP = new Set(['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * Builds the event of a REST API's Lambda proxy integration (payload version 1.0).
 * Throws URIError when the query has a broken percent-encoding.
 */
export function buildProxyEvent(request: ProxyRequest): APIGatewayProxyEvent {
  const { method, url, resource, requestId, apiId = 'local', stage = 'live', sourceIp = '127.0.0.1' } = request;
  const { receivedAt = new Date(), authorizer, parameters = {} } = request;
  const queryStart = url.indexOf('?');
  const path = queryStart < 0 ? url : url.slice(0, queryStart);
  const query = queryStart < 0 ? {} : parseQuery(url.slice(queryStart + 1));
  const headers = collectHeaders(request.rawHeaders ?? [], sourceIp, request.port);
  const lastHeaders = lastOf(headers);
  const host = findHeader(lastHeaders, 'host') ?? 'localhost';
  return {
    resource,
    path,
    httpMethod: method,
    headers: lastHeaders,
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(parameters),
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      // Undefined (so not in the JSON) on a route without an authorizer, although the type promises
      // one.
      authorizer,
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      extendedRequestId: requestId,
      httpMethod: method,
      identity: identity(sourceIp, findHeader(lastHeaders, 'user-agent') ?? null),
      path,
      protocol: 'HTTP/1.1',
      requestId,
      requestTime: formatRequestTime(receivedAt),
      requestTimeEpoch: receivedAt.getTime(),
      resourceId: request.resourceId ?? 'local',
      resourcePath: resource,
      stage,
    },
    body: request.body || null,
    isBase64Encoded: false,
  };
}

/** `+` and `%20` both are spaces; a name may come several times. */
function parseQuery(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [name, ...rest] = pair.split('=');
    append(values, decodeQueryPart(name ?? ''), decodeQueryPart(rest.join('=')));
  }
  return values;
}

function decodeQueryPart(part: string): string {
  return decodeURIComponent(part.replaceAll('+', ' '));
}

function collectHeaders(rawHeaders: readonly string[], sourceIp: string, port = 80): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  const forwardedFor: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const lowerCase = name.toLowerCase();
    if (lowerCase === 'x-forwarded-for') forwardedFor.push(value);
    else if (!HOP_BY_HOP.has(lowerCase) && !lowerCase.startsWith('x-forwarded-p')) append(headers, name, value);
  }
  headers['X-Forwarded-For'] = [[...forwardedFor, sourceIp].join(', ')];
  headers['X-Forwarded-Port'] = [String(port)];
  headers['X-Forwarded-Proto'] = ['http'];
  return headers;
}

/** Plain assignment would lose a header or parameter named "__proto__". */
function append(target: Record<string, string[]>, name: string, value: string): void {
  if (Object.hasOwn(target, name)) target[name]?.push(value);
  else Object.defineProperty(target, name, { value: [value], enumerable: true, configurable: true, writable: true });
}

function lastOf(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function orNull<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}

function findHeader(headers: Record<string, string>, lowerCaseName: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}

function identity(sourceIp: string, userAgent: string | null): APIGatewayProxyEvent['requestContext']['identity'] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp,
    user: null,
    userAgent,
    userArn: null,
  };
}

/** As in `23/Nov/2026:21:57:03 +0000`. */
function formatRequestTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
