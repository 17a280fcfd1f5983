import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isObject, type JsonObject } from '../../scim/json.ts';
import type { Profile } from '../../scim/quirks/quirk.ts';
import { invalidSyntax, payloadTooLarge, tooMany, type ScimError } from '../../scim/errors.ts';
import type { Answer } from '../../service/context.ts';
import type { EndpointOptions, Middleware, RequestContext } from '../endpoint.ts';
import { textOf } from '../request.ts';
import { MAX_BODY_BYTES } from './body-limit.ts';
import { checkMediaType } from './media-type.ts';

/**
 * Deeper than any message of the protocol. Without a bound, a body of 50,000 brackets overflows the
 * stack of whoever walks it.
 */
const MAX_DEPTH = 100;
/** As many as operations in a PATCH; the schemas have no object with a hundred. */
const MAX_KEYS = 2_000;
const NEEDS_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

type AnswerRequest = EndpointOptions<Answer>['answer'];
type Before = Middleware['before'];

/**
 * Answers a request with its body parsed, where its method has one: what `answer` finds in
 * `context.body`.
 */
export function withBody(answer: AnswerRequest, profile: Profile): AnswerRequest {
  // The chain around this one watches the time.
  const bodyChain = middy<APIGatewayProxyEvent, Answer, Error, RequestContext>(answer, { timeoutEarlyInMillis: 0 })
    .use(checkBody(profile))
    // Its own check of the media type would take any +json, and knows two spellings of the header's
    // name only.
    .use(httpJsonBodyParser<APIGatewayProxyEvent>({ disableContentTypeCheck: true }))
    .use(keepBody(answer));
  return async (event, context) =>
    NEEDS_BODY.has(event.httpMethod) ? bodyChain(event, context) : answer(event, context);
}

/** 413 for what is too large, whatever the method. */
export function limitBody(): Middleware {
  const limitBodyBefore: Before = ({ event: { body, isBase64Encoded } }) => {
    const bytes = Buffer.byteLength(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
    if (bytes > MAX_BODY_BYTES)
      throw payloadTooLarge(`the body is ${bytes} bytes; at most ${MAX_BODY_BYTES} are allowed, send less at a time`);
  };
  return { before: limitBodyBefore };
}

/**
 * 400 `invalidSyntax` for no body, one that is nested too deeply or was not UTF-8, 415 for one that
 * is not JSON by its Content-Type. Leaves the text that is parsed in the event.
 */
function checkBody(profile: Profile): Middleware<Answer> {
  const checkBodyBefore: Before = ({ event }) => {
    // A byte order mark is no error (RFC 8259 §8.1).
    const text = textOf(event).replace(/^\uFEFF/, '');
    if (text === '') throw invalidSyntax(`the body is empty; ${event.httpMethod} needs a JSON object`);
    checkMediaType(event, profile);
    checkEncoding(text);
    checkShape(text);
    event.body = text;
    event.isBase64Encoded = false;
  };
  return { before: checkBodyBefore };
}

/**
 * Throws 400 `invalidSyntax` for U+FFFD, which API Gateway makes of bytes that are not UTF-8: what
 * they were cannot be known here (docs/adr/0015). Its escape is a character like any other.
 */
function checkEncoding(text: string): void {
  const position = text.indexOf('\uFFFD');
  if (position >= 0)
    throw invalidSyntax(
      `the body is not UTF-8: what stood at position ${position} arrived as U+FFFD, the mark for bytes that are no character; send it in UTF-8, and where U+FFFD itself is meant, as the escape \\ufffd`,
    );
}

/**
 * Throws 400 `invalidSyntax` for JSON that is nested too deeply, and `tooMany` for an object of too
 * many keys, before anything walks it.
 */
function checkShape(json: string): void {
  let depth = 0;
  let inString = false;
  /** The keys so far of the object that is open at each depth. */
  const keys: number[] = [];
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inString && character === '\\') index += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') keys[(depth += 1)] = 0;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === ':') keys[depth] = (keys[depth] ?? 0) + 1;
    if (depth > MAX_DEPTH) throw invalidSyntax(`the body is nested deeper than ${MAX_DEPTH} levels`);
    if ((keys[depth] ?? 0) > MAX_KEYS)
      throw tooMany(
        `the body has an object of more than ${MAX_KEYS} keys; send the attributes alone that /Schemas lists, in several requests where they are many`,
      );
  }
}

/**
 * Hands on what the parser has made of the body. It refuses keys such as "__proto__", to protect
 * code that merges objects; here they are data: no code of this service writes to a key that came
 * from a client, and what the schemas do not name is left out.
 */
function keepBody(answer: AnswerRequest): Middleware<Answer> {
  const keepBodyBefore: Before = ({ event, context }) => {
    context.body = event.body;
  };
  const keepBodyOnError: Middleware<Answer>['onError'] = async ({ event, context, error }) => {
    const cause = parserCause(error);
    if (!cause || isMalformed(cause)) return undefined;
    context.body = JSON.parse(textOf(event));
    return answer(event, context);
  };
  return { before: keepBodyBefore, onError: keepBodyOnError };
}

/**
 * What the parser says about the body that it did not take; undefined where the error is not the
 * parser's.
 */
function parserCause(error: unknown): JsonObject | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return isObject(cause) && cause['package'] === '@middy/http-json-body-parser' ? cause : undefined;
}

/**
 * Whether the text was no JSON: then the cause has the message of `JSON.parse`, else the key that
 * is forbidden.
 */
const isMalformed = (cause: JsonObject): boolean => 'message' in cause;

/**
 * The refusal for a body that is not JSON: 400 `invalidSyntax` (RFC 7644 §3.12), where the library
 * says 422. Undefined for any other error.
 */
export function unreadableBody(error: unknown): ScimError | undefined {
  const cause = parserCause(error);
  return cause && invalidSyntax(`the body is not valid JSON: ${placeOf(cause['message'])}`);
}

/**
 * Where the parser stopped, without the text around it: it may be personal data, and this goes into
 * logs of the client.
 */
const placeOf = (message: unknown): string =>
  /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(message))?.[0] ?? 'it ends too early or is malformed';
