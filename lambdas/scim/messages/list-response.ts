import { defined, type JsonObject } from '../json.ts';

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** What a query found: the page, how much there is in all, and where the page stands. */
export interface ResultPage {
  readonly resources: readonly JsonObject[];
  /** Left out where finding it would mean reading the whole directory (RFC 9865 §2). */
  readonly totalResults?: number | undefined;
  /** From 1; index pagination only. */
  readonly startIndex?: number;
  readonly nextCursor?: string | undefined;
  readonly previousCursor?: string | undefined;
}

/** The answer to a query (RFC 7644 §3.4.2, RFC 9865 §2). */
export function listResponse({ resources, ...page }: ResultPage): JsonObject {
  const { totalResults, startIndex, nextCursor, previousCursor } = page;
  return {
    schemas: [LIST_SCHEMA],
    ...defined(
      Object.entries({ totalResults, startIndex, itemsPerPage: resources.length, nextCursor, previousCursor }),
    ),
    Resources: resources,
  };
}
