import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { JsonObject } from '../scim/json.ts';

/**
 * The answer to a request before it becomes API Gateway's result: a text, JSON, or nothing as body.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject | string;
}

/** An answer as API Gateway takes it. HEAD has no body, errors included (RFC 9110 §9.3.2). */
export function toResult(
  { status, headers, body }: HttpAnswer,
  { httpMethod }: Pick<APIGatewayProxyEvent, 'httpMethod'>,
): APIGatewayProxyResult {
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  return { statusCode: status, headers: { ...headers }, body: httpMethod === 'HEAD' ? '' : text };
}
