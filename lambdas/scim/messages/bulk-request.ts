import { invalidSyntax, invalidValue, payloadTooLarge, ScimError, show } from '../errors.ts';
import { missingMessageSchema } from '../quirks/entra/missing-message-schema.ts';
import type { Profile } from '../quirks/quirk.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

export const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const BULK_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** As many as finish well within the 29 seconds that API Gateway waits. */
export const MAX_BULK_OPERATIONS = 200;

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface BulkOperation {
  readonly method: BulkMethod;
  /** Below the SCIM base: "/Users", "/Users/<id>" or "/Users/bulkId:<id>". */
  readonly path: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly data?: Json;
}

/** An operation as sent, or why it cannot be one; the others of the request are not held up by it (RFC 7644 §3.7). */
export type BulkEntry =
  | { readonly ok: true; readonly operation: BulkOperation }
  | { readonly ok: false; readonly error: ScimError; readonly method?: string; readonly bulkId?: string };

export interface BulkRequest {
  readonly failOnErrors?: number;
  readonly entries: readonly BulkEntry[];
}

/** Reads the body of a POST to /Bulk (RFC 7644 §3.7). Throws 400 `invalidSyntax`, and 413 for too many operations (§3.7.4). */
export function readBulkRequest(body: unknown, profile: Profile): BulkRequest {
  if (!isObject(body))
    throw invalidSyntax(`the body is ${show(body)}; it must be a JSON object with "schemas" and "Operations"`);
  const { schemas, Operations: operations, failOnErrors } = body;
  const named = Array.isArray(schemas) && (schemas as readonly Json[]).includes(BULK_REQUEST_SCHEMA);
  if (!named && !(schemas === undefined && profile.has(missingMessageSchema))) {
    throw invalidSyntax(`"schemas" is ${show(schemas)}; a bulk request must name ${BULK_REQUEST_SCHEMA}`);
  }
  if (!Array.isArray(operations)) throw invalidSyntax('"Operations" is missing; it must be a list of operations');
  if (operations.length > MAX_BULK_OPERATIONS) {
    throw payloadTooLarge(
      `"Operations" has ${operations.length} entries; at most ${MAX_BULK_OPERATIONS} are allowed (maxOperations), send them in several requests`,
    );
  }
  if (
    failOnErrors !== undefined &&
    failOnErrors !== null &&
    !(Number.isSafeInteger(failOnErrors) && (failOnErrors as number) > 0)
  ) {
    throw invalidValue(`"failOnErrors" is ${show(failOnErrors)}; it must be a whole number above 0`);
  }
  const entries = withUniqueBulkIds((operations as readonly Json[]).map(readEntry));
  return { entries, ...(typeof failOnErrors === 'number' ? { failOnErrors } : {}) };
}

function readEntry(entry: Json): BulkEntry {
  if (!isObject(entry))
    return {
      ok: false,
      error: invalidSyntax(`the operation is ${show(entry)}; it must be an object with "method" and "path"`),
    };
  const { method: sent, bulkId } = entry;
  const method = typeof sent === 'string' ? sent.toUpperCase() : '';
  const about = { ...(method === '' ? {} : { method }), ...(typeof bulkId === 'string' ? { bulkId } : {}) };
  const error = fault(entry, method);
  if (error) return { ok: false, error, ...about };
  const { path, version, data } = entry;
  return {
    ok: true,
    operation: {
      method: method as BulkMethod,
      path: path as string,
      ...(typeof bulkId === 'string' ? { bulkId } : {}),
      ...(typeof version === 'string' ? { version } : {}),
      ...(data === undefined ? {} : { data }),
    },
  };
}

function fault({ path, bulkId, version, data, method: sent }: JsonObject, method: string): ScimError | undefined {
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    return invalidSyntax(`"method" is ${show(sent)}; it must be POST, PUT, PATCH or DELETE`);
  if (typeof path !== 'string')
    return invalidSyntax(`"path" is ${show(path)}; it must be a path such as "/Users" or "/Users/<id>"`);
  if (bulkId !== undefined && (typeof bulkId !== 'string' || bulkId === ''))
    return invalidSyntax(`"bulkId" is ${show(bulkId)}; it must be a string`);
  if (method === 'POST' && bulkId === undefined)
    return invalidSyntax('"bulkId" is missing; a POST needs one (RFC 7644 §3.7)');
  if (method !== 'DELETE' && data === undefined) return invalidSyntax(`"data" is missing; a ${method} needs it`);
  if (version !== undefined && typeof version !== 'string')
    return invalidSyntax(`"version" is ${show(version)}; it must be an ETag`);
  return undefined;
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
