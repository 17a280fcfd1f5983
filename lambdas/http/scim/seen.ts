import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Answer } from '../../service/context.ts';
import { classify } from '../../traffic/classify.ts';
import type { Seen } from '../../traffic/kinds.ts';
import { isUnknownRoute, routeOf } from './request.ts';

/** What the record of the traffic takes down about a request and its answer. */
export function seenOf(event: APIGatewayProxyEvent, { status, body }: Answer): Seen {
  const scimType = body?.['scimType'];
  const found = body?.['totalResults'];
  return classify({
    route: isUnknownRoute(event) ? undefined : routeOf(event),
    method: event.httpMethod,
    id: event.pathParameters?.['id'] ?? '',
    filter: event.queryStringParameters?.['filter'],
    body: event.body,
    status,
    scimType: status >= 400 && typeof scimType === 'string' ? scimType : undefined,
    found: typeof found === 'number' ? found : undefined,
  });
}
