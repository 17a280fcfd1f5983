import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { JsonObject } from '../scim/json.ts';

/**
 * The answer to a request before it becomes API Gateway's result: a text, JSON, or nothing as body.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject | string;
  /** Instead of a body, for a function whose answers are streamed: its parts, each read when it is wanted. */
  readonly stream?: AsyncIterable<string>;
}

/** What a function gives to API Gateway, or streams to it. */
export type Answered = APIGatewayProxyResult & Pick<HttpAnswer, 'stream'>;

/** An answer as API Gateway takes it. HEAD has no body, errors included (RFC 9110 §9.3.2). */
export function toResult(
  { status, headers, body, stream }: HttpAnswer,
  { httpMethod }: Pick<APIGatewayProxyEvent, 'httpMethod'>,
): Answered {
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  return {
    statusCode: status,
    headers: { ...headers },
    body: httpMethod === 'HEAD' ? '' : text,
    ...(stream && { stream }),
  };
}
