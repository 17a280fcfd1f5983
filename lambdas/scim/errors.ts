import type { JsonObject } from './json.ts';

/** The values of `scimType` this service answers (RFC 7644 §3.12, table 9; RFC 9865 §2.3). */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/**
 * A refusal that is an answer of the protocol. `detail` is what a customer's admin reads in Entra's
 * provisioning log: it says what was wrong and what is allowed.
 */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, scimType: ScimType | undefined, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

const badRequest =
  (scimType: ScimType) =>
  (detail: string): ScimError =>
    new ScimError(400, scimType, detail);

/** 400 by what is wrong (RFC 7644 §3.12, table 9). */
export const invalidFilter = badRequest('invalidFilter');
export const invalidPath = badRequest('invalidPath');
export const invalidSyntax = badRequest('invalidSyntax');
export const invalidValue = badRequest('invalidValue');
export const mutability = badRequest('mutability');
export const noTarget = badRequest('noTarget');
export const tooMany = badRequest('tooMany');

/** 400 for a page that cannot be had by its cursor (RFC 9865 §2.1). */
export const invalidCount = badRequest('invalidCount');
export const invalidCursor = badRequest('invalidCursor');
export const expiredCursor = badRequest('expiredCursor');

/** An error whose status says it all (RFC 7644 §3.12, table 8). */
const ofStatus =
  (status: number) =>
  (detail: string): ScimError =>
    new ScimError(status, undefined, detail);

export const forbidden = ofStatus(403);
export const notFound = ofStatus(404);
export const preconditionFailed = ofStatus(412);
export const payloadTooLarge = ofStatus(413);
export const unsupportedMediaType = ofStatus(415);
export const notImplemented = ofStatus(501);

/** 405; `allow` lists the methods that the resource has (RFC 9110 §15.5.6). */
export const methodNotAllowed = (detail: string, allow: string): ScimError =>
  new ScimError(405, undefined, detail, { Allow: allow });

/** 409: a value that must be unique is taken. */
export const uniqueness = (detail: string): ScimError => new ScimError(409, 'uniqueness', detail);

/** 429 or 503: the same request may succeed after that many seconds. */
export const unavailable = (detail: string, status: 429 | 503, retryAfterSeconds: number): ScimError =>
  new ScimError(status, undefined, detail, { 'Retry-After': String(retryAfterSeconds) });

/** The body of an error answer (RFC 7644 §3.12); `status` is a string there. */
export function errorBody(error: Pick<ScimError, 'status' | 'scimType' | 'message'>): JsonObject {
  return {
    schemas: [ERROR_SCHEMA],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.message,
  };
}

/** A value as an error text shows it: as JSON, cut so that a stranger cannot make the text long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
