import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Answer, Preferences } from '../../service/context.ts';
import type { Query } from '../../service/query/query.ts';

/** Where the SCIM routes are mounted; what stands before it in a path is the stage or the base path of a custom domain. */
export const SCIM_BASE = '/scim/v2';

/** A request in terms of the protocol. */
export interface ScimRequest {
  readonly method: string;
  /** The route as API Gateway knows it, below the SCIM base: "/Users/{id}". */
  readonly route: string;
  readonly id: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly preferences: Preferences;
  readonly body: unknown;
  /** What an error becomes, for those parts of a request that fail on their own (bulk operations). */
  readonly answerError: (error: unknown) => Answer;
}

/** Headers have no case (RFC 9110 §5.1), API Gateway's map of them has. */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const entry = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return entry?.[1] ?? undefined;
}

/** Reads an API Gateway REST proxy event whose body was parsed already. */
export function readRequest(event: APIGatewayProxyEvent, answerError: ScimRequest['answerError']): ScimRequest {
  const query = event.queryStringParameters ?? {};
  return {
    method: event.httpMethod,
    route: routeOf(event),
    id: event.pathParameters?.['id'] ?? '',
    query,
    preferences: {
      ...names('attributes', query['attributes']),
      ...names('excludedAttributes', query['excludedAttributes']),
      ...present('ifMatch', header(event, 'if-match')),
      ...present('ifNoneMatch', header(event, 'if-none-match')),
    },
    body: event.body,
    answerError,
  };
}

/** The route as API Gateway knows it, below the SCIM base. */
export const routeOf = (event: APIGatewayProxyEvent): string => event.resource.slice(SCIM_BASE.length);

/** The query of a GET on a list. */
export const queryOf = ({ query, preferences }: ScimRequest): Query => ({
  ...preferences,
  ...present('filter', query['filter']),
  ...present('startIndex', query['startIndex']),
  ...present('count', query['count']),
  ...present('cursor', query['cursor']),
  ...present('sortBy', query['sortBy']),
  ...present('sortOrder', query['sortOrder']),
});

/** A path that is no route of the API comes in by one of the greedy ones (lib/scim-routes.ts). */
export const isUnknownRoute = ({ resource }: APIGatewayProxyEvent): boolean => resource.endsWith('/{proxy+}');

/** A base as the client wrote it: scheme, host, and the path up to and with the base, with its stage. */
export function baseUrlOf(event: APIGatewayProxyEvent, base = SCIM_BASE): string {
  const { domainName, path } = event.requestContext;
  const scheme = header(event, 'x-forwarded-proto') === 'http' ? 'http' : 'https';
  const mount = isUnknownRoute(event) ? mountOf(event) : path.slice(0, Math.max(0, path.indexOf(base)));
  return `${scheme}://${domainName ?? header(event, 'host') ?? 'localhost'}${mount}${base}`;
}

/** What stands before the part of a path that the API knows: the stage or the base path of a custom domain. */
function mountOf({ resource, pathParameters, requestContext }: APIGatewayProxyEvent): string {
  const own = resource.split('/').length - 2 + (pathParameters?.['proxy'] ?? '').split('/').length;
  return requestContext.path.replace(/\/$/, '').split('/').slice(0, -own).join('/');
}

const present = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, string>);

function names<K extends string>(key: K, text: string | undefined): Partial<Record<K, string[]>> {
  const list = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return list.length > 0 ? ({ [key]: list } as Record<K, string[]>) : {};
}
