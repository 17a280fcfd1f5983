import type { Json, JsonObject } from '../../simulator/dialect/target-path.ts';

export interface SmallAnswer {
  status: number;
  headers: Record<string, string>;
  body?: Json;
}

export interface SmallRequest {
  method: string;
  /** Path and query, decoded. */
  path: string;
  authorization: string;
  body: JsonObject;
}

export const HEADERS = { 'content-type': 'application/scim+json' };

/** A list response with everything on one page. */
export function list(resources: JsonObject[]): SmallAnswer {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
  const page = { totalResults: resources.length, startIndex: 1, itemsPerPage: resources.length };
  return { status: 200, headers: HEADERS, body: { schemas, ...page, Resources: resources } };
}

/** A SCIM error. */
export function failure(status: number, detail: string): SmallAnswer {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  return { status, headers: HEADERS, body: { schemas, status: String(status), detail } };
}
