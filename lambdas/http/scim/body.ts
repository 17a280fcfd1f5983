import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { invalidSyntax, payloadTooLarge, unsupportedMediaType } from '../../scim/errors.ts';
import { header } from './request.ts';

/** The largest body, as /ServiceProviderConfig says it. API Gateway would let 10 MB through, Lambda 6 MB. */
export const MAX_BODY_BYTES = 1_048_576;

const parser = httpJsonBodyParser({ disableContentTypeCheck: true });

/**
 * Parses the body in place. 413 when it is too large, 415 when it is not JSON by its Content-Type (RFC 7644 §3.1: application/scim+json or
 * application/json), 400 `invalidSyntax` when it is not JSON (RFC 7644 §3.12). The library's own statuses (415, 422) are not SCIM's.
 */
export function parseBody(event: APIGatewayProxyEvent): void {
  const { body, isBase64Encoded } = event;
  if (body === null || body === undefined || body === '') {
    if (NEEDS_BODY.has(event.httpMethod))
      throw invalidSyntax(`the body is empty; ${event.httpMethod} needs a JSON object`);
    return;
  }
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > MAX_BODY_BYTES)
    throw payloadTooLarge(`the body is ${bytes} bytes; at most ${MAX_BODY_BYTES} are allowed, send less at a time`);
  if (!NEEDS_BODY.has(event.httpMethod)) return;
  checkContentType(header(event, 'content-type'));
  checkDepth(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
  try {
    void parser.before?.({ event } as unknown as Parameters<NonNullable<typeof parser.before>>[0]);
  } catch {
    event.body = parsePlain(body, isBase64Encoded) as string;
  }
}

/** Deeper than any message of the protocol. Without a bound, a body of 50,000 brackets overflows the stack of whoever walks it. */
const MAX_DEPTH = 100;

/** Throws 400 `invalidSyntax` for JSON that is nested too deeply, before anything walks it. */
function checkDepth(json: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inString && character === '\\') index += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === '[' || character === '{')) depth += 1;
    else if (!inString && (character === ']' || character === '}')) depth -= 1;
    if (depth > MAX_DEPTH) throw invalidSyntax(`the body is nested deeper than ${MAX_DEPTH} levels`);
  }
}

const NEEDS_BODY = new Set(['POST', 'PUT', 'PATCH']);

function checkContentType(contentType: string | undefined): void {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/scim+json' || mediaType === 'application/json') return;
  throw unsupportedMediaType(
    `Content-Type is ${contentType === undefined ? 'missing' : JSON.stringify(contentType.slice(0, 80))}; send application/scim+json or application/json`,
  );
}

/**
 * The parser refuses keys such as "__proto__", to protect code that merges objects. Here they are data: no code of this service writes to a
 * key that came from a client, and what the schemas do not name is left out.
 */
function parsePlain(body: string, isBase64Encoded: boolean): unknown {
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body) as unknown;
  } catch (error) {
    throw invalidSyntax(`the body is not valid JSON: ${reason(error)}`);
  }
}

/** Where the parser stopped, without the text around it: it may be personal data, and this goes into logs of the client. */
const reason = (error: unknown): string =>
  /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(error))?.[0] ?? 'it ends too early or is malformed';
