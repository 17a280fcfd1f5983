import type { JsonObject } from '../resource/json.ts';

export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** The answer to a query (RFC 7644 §3.4.2). `startIndex` counts from 1. */
export function listResponse(resources: readonly JsonObject[], totalResults: number, startIndex: number): JsonObject {
  return { schemas: [LIST_SCHEMA], totalResults, startIndex, itemsPerPage: resources.length, Resources: resources };
}
