import type { Logger } from '@aws-lambda-powertools/logger';
import { isList, isObject, type Json } from '../scim/json.ts';
import { metrics } from '../traffic/metrics.ts';
import { withoutFilter } from '../traffic/without-filter.ts';
import type { Finished } from './endpoint.ts';
import { principalOf } from './principal.ts';

/** Whether a name is one that this service gave, and not one that a client made up. */
export type IsKnown = (name: string) => boolean;

/** Milliseconds from which on a request is counted as slow. */
const SLOW = 5_000;

/**
 * One line per request: what was asked and how it ended. Names, never values, and no query string,
 * because filters hold values; names that a client made up are counted. `what` is what the dialect
 * has to add.
 */
export function logRequest(
  logger: Logger,
  { event, answer, startedAt }: Pick<Finished, 'event' | 'answer' | 'startedAt'>,
  isParameter: IsKnown,
  what: Readonly<Record<string, unknown>>,
): void {
  const milliseconds = Math.round(performance.now() - startedAt);
  const parameters = knownAmong(Object.keys(event.queryStringParameters ?? {}), isParameter);
  logger.info('request', {
    requestId: event.requestContext.requestId,
    method: event.httpMethod,
    route: event.resource,
    status: answer.status,
    ...what,
    milliseconds,
    parameters: parameters.names,
    ...(parameters.others > 0 && { otherParameters: parameters.others }),
    credentialId: principalOf(event).credentialId,
    ...(milliseconds >= SLOW && metrics({ SlowRequests: 1 })),
  });
}

/** The known ones among some names, each once, and how many others there are. */
export function knownAmong(names: readonly string[], isKnown: IsKnown): { names: string[]; others: number } {
  const all = [...new Set(names)];
  const known = all.filter(isKnown);
  return { names: known.slice(0, 50), others: all.length - known.length };
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
  return [...new Set(names)];
}

function operationNames(operation: Json): string[] {
  if (!isObject(operation)) return [];
  const { path, value } = operation;
  if (typeof path === 'string') return [withoutFilter(path)];
  return isObject(value) ? Object.keys(value).map(withoutFilter) : [];
}
