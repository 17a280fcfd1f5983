import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Answer } from '../../service/context.ts';
import { header } from './request.ts';

const SCIM_JSON = 'application/scim+json';

/** An answer as API Gateway takes it. SCIM's media type, unless the client accepts plain JSON only (RFC 7644 §3.1). */
export function toResult({ status, headers, body }: Answer, event: APIGatewayProxyEvent): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      'Content-Type': contentType(header(event, 'accept')),
      // Personal data: no cache between us and the client keeps it.
      'Cache-Control': 'no-store',
      ...headers,
    },
    // HEAD has no body, errors included (RFC 9110 §9.3.2).
    body: body === undefined || event.httpMethod === 'HEAD' ? '' : JSON.stringify(body),
  };
}

function contentType(accept: string | undefined): string {
  const types = (accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const onlyJson =
    types.includes('application/json') &&
    !types.some((type) => type === SCIM_JSON || type === '*/*' || type === 'application/*');
  return onlyJson ? 'application/json' : SCIM_JSON;
}
