import type { APIGatewayProxyResult } from 'aws-lambda';
import { sentBytes } from '../../lambdas/scim/messages/answer-size.ts';

/** What Lambda carries of an answer: the whole proxy object as JSON, whose body is escaped once more. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** The answer of a function as Lambda would carry it: one that is too large reaches nobody. */
export function carried(result: APIGatewayProxyResult): APIGatewayProxyResult {
  const bytes = Buffer.byteLength(JSON.stringify({ ...result, body: '' })) + sentBytes(result.body);
  if (bytes > PAYLOAD_LIMIT) throw new Error(`the answer is ${bytes} bytes as Lambda sends it; 6 MB are allowed`);
  return result;
}
