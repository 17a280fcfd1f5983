import { invalidSyntax, invalidValue, show, tooMany } from '../errors.ts';
import { capitalizedOperations } from '../quirks/entra/capitalized-operations.ts';
import { emptyOperations } from '../quirks/entra/empty-operations.ts';
import type { Profile } from '../quirks/quirk.ts';
import { isList, isObject, objectOf, type Json, type JsonObject } from '../json.ts';
import { isUrn } from '../resource/split-body.ts';
import { checkMessageSchema, type MessageKind } from '../message-schema.ts';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const PATCH: MessageKind = { urn: PATCH_SCHEMA, called: 'a PATCH body', isLenient: true };

/**
 * More than any client sends in 1 MiB of sensible operations; a bound on what one request may make
 * the server do.
 */
const MAX_OPERATIONS = 2_000;

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path?: string;
  readonly value?: Json;
  /** Where the operation stands in the request, for error texts: "Operations[2]". */
  readonly at: string;
}

/**
 * The operations of a PATCH body (RFC 7644 §3.5.2). Throws 400 `invalidSyntax` or `invalidValue`.
 */
export function readPatch(body: unknown, profile: Profile): PatchOperation[] {
  if (!isObject(body))
    throw invalidSyntax(`the body is ${show(body)}; it must be a JSON object with "schemas" and "Operations"`);
  checkMessageSchema(field(body, 'schemas'), PATCH, profile);
  const operations = field(body, 'Operations');
  if (!isList(operations))
    throw invalidSyntax('"Operations" is missing; it must be a list of add, remove and replace operations');
  if (operations.length === 0 && !profile.has(emptyOperations))
    throw invalidValue('"Operations" is empty; send at least one operation');
  if (operations.length > MAX_OPERATIONS)
    throw tooMany(`"Operations" has ${operations.length} entries; at most ${MAX_OPERATIONS} are allowed`);
  const read = operations.map((operation, index) => readOperation(operation, `Operations[${index}]`, profile));
  const keys = read.reduce((sum, { path, value }) => sum + (path === undefined || isUrn(path) ? keysIn(value) : 0), 0);
  if (keys > MAX_OPERATIONS)
    throw tooMany(
      `"Operations" has ${keys} attributes without a path of their own; at most ${MAX_OPERATIONS} are allowed`,
    );
  return read;
}

/** The attributes in the value of an operation without a path, those under the URN of a schema too. */
const keysIn = (value: Json | undefined): number =>
  Object.entries(objectOf(value)).reduce(
    (sum, [key, inner]) => sum + (isUrn(key) && isObject(inner) ? keysIn(inner) : 1),
    0,
  );

/** Names of the message's fields have no case either (RFC 7643 §2.1). */
function field(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : object[key];
}

function readOperation(operation: Json, at: string, profile: Profile): PatchOperation {
  if (!isObject(operation)) throw invalidSyntax(`${at} is ${show(operation)}; it must be an object with "op"`);
  const op = field(operation, 'op');
  const name = typeof op === 'string' && profile.has(capitalizedOperations) ? op.toLowerCase() : op;
  if (name !== 'add' && name !== 'remove' && name !== 'replace') {
    throw invalidSyntax(`${at}: "op" is ${show(op)}; it must be "add", "remove" or "replace"`);
  }
  const path = field(operation, 'path');
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw invalidSyntax(`${at}: "path" is ${show(path)}; it must be a string`);
  const value = field(operation, 'value');
  if (name !== 'remove' && value === undefined) throw invalidValue(`${at}: "value" is missing; ${name} needs one`);
  return {
    op: name,
    at,
    ...(typeof path === 'string' && path.trim() !== '' ? { path } : {}),
    ...(value === undefined ? {} : { value }),
  };
}
