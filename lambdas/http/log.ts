import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Answer } from '../service/context.ts';
import { isObject, type Json } from '../scim/json.ts';

/** One line per request: what was asked and how it ended. Names of attributes, never values; no query string, because filters hold values. */
export function logRequest(logger: Logger, event: APIGatewayProxyEvent, answer: Answer, milliseconds: number): void {
  const { requestId, authorizer } = event.requestContext;
  const scimType = answer.status >= 400 ? answer.body?.['scimType'] : undefined;
  logger.info('request', {
    requestId,
    method: event.httpMethod,
    route: event.resource,
    status: answer.status,
    ...(scimType === undefined ? {} : { scimType }),
    milliseconds: Math.round(milliseconds),
    parameters: Object.keys(event.queryStringParameters ?? {}).filter(isParameterName),
    attributes: attributeNames(event.body),
    credentialId: authorizer?.['credentialId'],
  });
}

/** The same line as the authorizer writes, so that all refusals can be counted in one way. Answers the kind of the credential. */
export function logRefusal(logger: Logger, event: APIGatewayProxyEvent, reason: string): string {
  const { requestId, authorizer } = event.requestContext;
  const { credentialId, kind: known } = (authorizer ?? {}) as Record<string, unknown>;
  const kind = typeof known === 'string' ? known : 'none';
  logger.info('refused', { requestId, credentialId, kind, reason });
  return kind;
}

/** A key that is no attribute name may be anything, also somebody's address; and what has more than 32 characters in a row, a secret. */
export const isParameterName = (key: string): boolean =>
  /^(?:urn(?::[\w.-]{1,32}){1,12}|[A-Za-z$][\w$-]{0,31}(?:\.[\w$-]{1,32}){0,3})$/.test(key);

/** The attributes that a body sets, and the paths of a PATCH without their filters. */
function attributeNames(body: unknown): string[] {
  if (!isObject(body)) return [];
  const operations = body['Operations'];
  const names = Array.isArray(operations) ? (operations as readonly Json[]).flatMap(operationNames) : Object.keys(body);
  return [...new Set(names.filter(isParameterName))].slice(0, 50);
}

function operationNames(operation: Json): string[] {
  if (!isObject(operation)) return [];
  const { path, value } = operation;
  if (typeof path === 'string') return [path.replace(/\[.*\]/s, '')];
  return isObject(value) ? Object.keys(value).map((key) => key.replace(/\[.*\]/s, '')) : [];
}
