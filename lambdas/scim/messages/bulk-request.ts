import { invalidSyntax, invalidValue, payloadTooLarge, ScimError, show } from '../errors.ts';
import type { Profile } from '../quirks/quirk.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { checkMessageSchema } from '../message-schema.ts';

export const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const BULK_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** As many as finish well within the 29 seconds that API Gateway waits. */
export const MAX_BULK_OPERATIONS = 200;

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
type BulkMethod = (typeof METHODS)[number];

export interface BulkOperation {
  readonly method: BulkMethod;
  /** Below the SCIM base: "/Users", "/Users/<id>" or "/Users/bulkId:<id>". */
  readonly path: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly data?: Json;
}

/**
 * An operation as sent, or why it cannot be one; the others of the request are not held up by it
 * (RFC 7644 §3.7).
 */
export type BulkEntry =
  | { readonly ok: true; readonly operation: BulkOperation }
  | { readonly ok: false; readonly error: ScimError; readonly method?: string; readonly bulkId?: string };

export interface BulkRequest {
  readonly failOnErrors?: number;
  readonly entries: readonly BulkEntry[];
}

/**
 * Reads the body of a POST to /Bulk (RFC 7644 §3.7). Throws 400 `invalidSyntax`, and 413 for too
 * many operations (§3.7.4).
 */
export function readBulkRequest(body: unknown, profile: Profile): BulkRequest {
  if (!isObject(body))
    throw invalidSyntax(`the body is ${show(body)}; it must be a JSON object with "schemas" and "Operations"`);
  const { schemas, Operations: operations, failOnErrors } = body;
  checkMessageSchema(schemas, { urn: BULK_REQUEST_SCHEMA, called: 'a bulk request' }, profile);
  if (!isList(operations)) throw invalidSyntax('"Operations" is missing; it must be a list of operations');
  if (operations.length > MAX_BULK_OPERATIONS) {
    throw payloadTooLarge(
      `"Operations" has ${operations.length} entries; at most ${MAX_BULK_OPERATIONS} are allowed (maxOperations), send them in several requests`,
    );
  }
  const entries = withUniqueBulkIds(operations.map(readEntry));
  const errors = readFailOnErrors(failOnErrors);
  return { entries, ...(errors === undefined ? {} : { failOnErrors: errors }) };
}

/** 0 is what clients send who set no limit; taken at its word, no operation would ever be tried. */
function readFailOnErrors(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === 0) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw invalidValue(`"failOnErrors" is ${show(value)}; it must be a whole number, 0 for no limit`);
}

function readEntry(entry: Json): BulkEntry {
  if (!isObject(entry))
    return {
      ok: false,
      error: invalidSyntax(`the operation is ${show(entry)}; it must be an object with "method" and "path"`),
    };
  const operation = readOperation(entry);
  if (!(operation instanceof ScimError)) return { ok: true, operation };
  const { method, bulkId } = entry;
  return {
    ok: false,
    error: operation,
    ...(typeof method === 'string' && method !== '' ? { method: method.toUpperCase() } : {}),
    ...(typeof bulkId === 'string' ? { bulkId } : {}),
  };
}

/** The operation, or what is wrong with it. */
function readOperation({ path, bulkId, version, data, method: sent }: JsonObject): BulkOperation | ScimError {
  const method = METHODS.find((name) => typeof sent === 'string' && name === sent.toUpperCase());
  if (!method) return invalidSyntax(`"method" is ${show(sent)}; it must be POST, PUT, PATCH or DELETE`);
  if (typeof path !== 'string')
    return invalidSyntax(`"path" is ${show(path)}; it must be a path such as "/Users" or "/Users/<id>"`);
  if (bulkId !== undefined && (typeof bulkId !== 'string' || bulkId === ''))
    return invalidSyntax(`"bulkId" is ${show(bulkId)}; it must be a string`);
  if (method === 'POST' && bulkId === undefined)
    return invalidSyntax('"bulkId" is missing; a POST needs one (RFC 7644 §3.7)');
  if (method !== 'DELETE' && data === undefined) return invalidSyntax(`"data" is missing; a ${method} needs it`);
  if (version !== undefined && typeof version !== 'string')
    return invalidSyntax(`"version" is ${show(version)}; it must be an ETag`);
  return {
    method,
    path,
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(version === undefined ? {} : { version }),
    ...(data === undefined ? {} : { data }),
  };
}

/** Two resources under one bulkId could not be told apart: the second is refused. */
function withUniqueBulkIds(entries: readonly BulkEntry[]): BulkEntry[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    if (!entry.ok || entry.operation.method !== 'POST' || entry.operation.bulkId === undefined) return entry;
    const { bulkId, method } = entry.operation;
    if (!seen.has(bulkId)) return seen.add(bulkId) && entry;
    return {
      ok: false,
      error: invalidValue(`"bulkId" ${show(bulkId)} is used by an operation before; each must be unique`),
      bulkId,
      method,
    };
  });
}
