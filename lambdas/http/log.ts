import type { Logger } from '@aws-lambda-powertools/logger';
import { isList, isObject, type Json } from '../scim/json.ts';
import { withoutFilter } from '../traffic/without-filter.ts';
import type { Finished } from './endpoint.ts';
import { principalOf } from './principal.ts';

/**
 * One line per request: what was asked and how it ended. Names, never values, and no query string,
 * because filters hold values. `what` is what the dialect has to add.
 */
export function logRequest(
  logger: Logger,
  { event, answer, startedAt }: Pick<Finished, 'event' | 'answer' | 'startedAt'>,
  what: Readonly<Record<string, unknown>>,
): void {
  logger.info('request', {
    requestId: event.requestContext.requestId,
    method: event.httpMethod,
    route: event.resource,
    status: answer.status,
    ...what,
    milliseconds: Math.round(performance.now() - startedAt),
    parameters: Object.keys(event.queryStringParameters ?? {}).filter(isParameterName),
    credentialId: principalOf(event).credentialId,
  });
}

/**
 * A key that is no attribute name may be anything, also somebody's address; and what has more than
 * 32 characters in a row, a secret.
 */
export const isParameterName = (key: string): boolean =>
  /^(?:urn(?::[\w.-]{1,32}){1,12}|[A-Za-z$][\w$-]{0,31}(?:\.[\w$-]{1,32}){0,3})$/.test(key);

/** The attributes that a body sets, and the paths of a PATCH without their filters. */
export function attributeNames(body: unknown): string[] {
  if (!isObject(body)) return [];
  const operations = body['Operations'];
  const names = isList(operations) ? operations.flatMap(operationNames) : Object.keys(body);
  return [...new Set(names.filter(isParameterName))].slice(0, 50);
}

function operationNames(operation: Json): string[] {
  if (!isObject(operation)) return [];
  const { path, value } = operation;
  if (typeof path === 'string') return [withoutFilter(path)];
  return isObject(value) ? Object.keys(value).map(withoutFilter) : [];
}
