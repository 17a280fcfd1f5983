import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isUnknownPath } from './paths.ts';

/** The part of API Gateway's event that the headers are in. */
interface WithHeaders {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
}

/** The part of API Gateway's event that says under which address it was called. */
export interface Addressed extends WithHeaders {
  readonly resource?: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext: { readonly path: string; readonly domainName?: string | undefined };
}

/** Headers have no case (RFC 9110 §5.1), API Gateway's map of them has. `name` is in lower case. */
export function header({ headers }: WithHeaders, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * The media type that a body is said to be of, in lower case and without parameters; "" where none
 * is said.
 */
export const mediaTypeOf = (event: WithHeaders): string =>
  (header(event, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The body as it was sent: API Gateway encodes what is no text to it. "" where there is none. */
export const textOf = ({ body, isBase64Encoded }: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

/**
 * What the routes of `base` are mounted at, as the client wrote it: scheme, host, and what stands
 * before the base in the path.
 */
export function mountUrlOf(event: Addressed, base: string): string {
  const { domainName, path } = event.requestContext;
  const scheme = header(event, 'x-forwarded-proto') === 'http' ? 'http' : 'https';
  const mount = isUnknownPath(event.resource ?? '')
    ? mountOfUnknown(event)
    : path.slice(0, Math.max(0, path.indexOf(base)));
  return `${scheme}://${domainName ?? header(event, 'host') ?? 'localhost'}${mount}`;
}

/**
 * What stands before the part of a path that the API knows: the stage or the base path of a custom
 * domain.
 */
function mountOfUnknown({ resource = '', pathParameters, requestContext }: Addressed): string {
  const own = resource.split('/').length - 2 + (pathParameters?.['proxy'] ?? '').split('/').length;
  return requestContext.path.replace(/\/$/, '').split('/').slice(0, -own).join('/');
}
