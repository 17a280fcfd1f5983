import { invalidSyntax, invalidValue, show } from '../errors.ts';
import type { Profile } from '../quirks/quirk.ts';
import { isList, isObject, type Json } from '../json.ts';
import { checkMessageSchema } from '../message-schema.ts';
import { stringPageNumbers } from '../quirks/entra/string-page-numbers.ts';
import { parametersIn } from './parameters.ts';

export const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** The parameters of a query as a URL would hold them. */
export interface SearchRequest {
  readonly filter?: string;
  readonly startIndex?: string;
  readonly count?: string;
  readonly cursor?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
}

/**
 * Reads the body of a POST to /.search (RFC 7644 §3.4.3). Throws 400 `invalidSyntax` or
 * `invalidValue`.
 */
export function readSearchRequest(body: unknown, profile: Profile): SearchRequest {
  if (!isObject(body)) throw invalidSyntax(`the body is ${show(body)}; it must be a JSON object with ${SEARCH_SCHEMA}`);
  checkMessageSchema(body['schemas'], { urn: SEARCH_SCHEMA, called: 'a search' }, profile);
  const sent = parametersIn(body, profile);
  const fields = {
    filter: text('filter', sent.filter),
    startIndex: integer('startIndex', sent.startIndex, profile),
    count: integer('count', sent.count, profile),
    cursor: text('cursor', sent.cursor),
    sortBy: text('sortBy', sent.sortBy),
    sortOrder: text('sortOrder', sent.sortOrder),
    attributes: names('attributes', sent.attributes),
    excludedAttributes: names('excludedAttributes', sent.excludedAttributes),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function text(name: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidValue(`"${name}" is ${show(value)}; it must be a string`);
  return value;
}

/** The text of a number, as a URL would have it; what a string says is judged where URLs are. */
function integer(name: string, value: Json | undefined, profile: Profile): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && profile.has(stringPageNumbers)) return value;
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw invalidValue(`"${name}" is ${show(value)}; it must be a whole number`);
  return String(value);
}

function names(name: string, value: Json | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list = typeof value === 'string' ? value.split(',') : value;
  if (!isList(list) || !list.every((item) => typeof item === 'string')) {
    throw invalidValue(`"${name}" is ${show(value)}; it must be a list of attribute names`);
  }
  const given = list.map((item) => item.trim()).filter((item) => item !== '');
  return given.length > 0 ? given : undefined;
}
