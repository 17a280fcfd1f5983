import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Answer, Preferences } from '../../service/context.ts';
import { parametersIn, type QueryParameters } from '../../scim/messages/parameters.ts';
import type { Profile } from '../../scim/quirks/quirk.ts';
import type { Query } from '../../service/query/query-parameters.ts';
import { SCIM_BASE } from '../paths.ts';
import { header, mountUrlOf, type Addressed } from '../request.ts';

/** A request in terms of the protocol. */
export interface ScimRequest {
  readonly method: string;
  /** The route as API Gateway knows it, below the SCIM base: "/Users/{id}". */
  readonly route: string;
  readonly id: string;
  readonly query: QueryParameters<string>;
  readonly preferences: Preferences;
  readonly body: unknown;
  /**
   * What an error becomes, for those parts of a request that fail on their own (bulk operations).
   */
  readonly answerError: (error: unknown) => Answer;
}

/** Reads an API Gateway REST proxy event whose body was parsed already. */
export function readRequest(
  event: APIGatewayProxyEvent,
  { body, answerError, profile }: Pick<ScimRequest, 'body' | 'answerError'> & { readonly profile: Profile },
): ScimRequest {
  const query = queryIn(event, profile);
  return {
    method: event.httpMethod,
    route: routeOf(event),
    id: event.pathParameters?.['id'] ?? '',
    query,
    preferences: {
      attributes: namesIn(query.attributes),
      excludedAttributes: namesIn(query.excludedAttributes),
      ifMatch: header(event, 'if-match'),
      ifNoneMatch: header(event, 'if-none-match'),
    },
    body,
    answerError,
  };
}

/** The parameters in the query string of the URL. */
export const queryIn = (
  { queryStringParameters }: Pick<APIGatewayProxyEvent, 'queryStringParameters'>,
  profile: Profile,
): QueryParameters<string> => parametersIn<string | undefined>(queryStringParameters ?? {}, profile);

/** The route as API Gateway knows it, below the SCIM base. */
export const routeOf = (event: Pick<APIGatewayProxyEvent, 'resource'>): string =>
  event.resource.slice(SCIM_BASE.length);

/** The query of a GET on a list. */
export const queryOf = ({ query, preferences }: ScimRequest): Query => ({
  ...preferences,
  filter: query.filter,
  startIndex: query.startIndex,
  count: query.count,
  cursor: query.cursor,
  sortBy: query.sortBy,
  sortOrder: query.sortOrder,
});

/**
 * The Tenant URL as the client sees it, with its stage or base path, without a slash at its end.
 */
export const tenantUrlOf = (event: Addressed): string => mountUrlOf(event, SCIM_BASE) + SCIM_BASE;

/** Names with commas between (RFC 7644 §3.9); undefined where there is none. */
function namesIn(text = ''): string[] | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 ? names : undefined;
}
