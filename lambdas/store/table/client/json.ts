import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { isObject, type Json, type JsonObject } from '../../../scim/json.ts';
import type { Posted } from './post.ts';

/**
 * DynamoDB's JSON is what the SDK's commands take and answer, but for bytes, which are base64 in it.
 * Hardly an item has bytes (secrets do): a text is looked through for them once.
 */
export function toText(input: object): string {
  const text = JSON.stringify(input);
  return text.includes('"B":{') ? JSON.stringify(input, withBase64) : text;
}

function withBase64(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const own = this[key];
  return own instanceof Uint8Array ? Buffer.from(own).toString('base64') : value;
}

/** What a command answers. Throws what the SDK throws where DynamoDB refuses. */
export function fromPosted({ status, headers, text }: Posted) {
  const $metadata = { httpStatusCode: status, requestId: headers['x-amzn-requestid']?.toString() };
  if (status >= 300) throw toError(text, $metadata);
  return { ...fromText(text), $metadata };
}

function fromText(text: string): JsonObject {
  const parsed: unknown = text === '' ? {} : JSON.parse(text, text.includes('"B":"') ? withBytes : undefined);
  return isObject(parsed) ? parsed : {};
}

const withBytes = (key: string, value: unknown): unknown =>
  key === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;

/** Those that are told apart by their class; of the others the name is asked. Their own names do not survive the bundler. */
const EXCEPTIONS = new Map(Object.entries({ ConditionalCheckFailedException, TransactionCanceledException }));

const textOr = (value: Json | undefined, other: string): string => (typeof value === 'string' ? value : other);

function toError(text: string, $metadata: { readonly httpStatusCode: number }): Error {
  // Whoever stands before DynamoDB may answer in another language.
  const { __type: type, ...body }: JsonObject = text.startsWith('{') ? fromText(text) : {};
  const name = textOr(type, 'Unknown').replace(/^.*#/, '');
  const message = textOr(body['message'] ?? body['Message'], 'UnknownError');
  const Exception = EXCEPTIONS.get(name);
  const $fault = $metadata.httpStatusCode < 500 ? 'client' : 'server';
  const error = Exception
    ? new Exception({ message, $metadata })
    : new DynamoDBServiceException({ name, message, $fault, $metadata });
  return Object.assign(error, body, { message });
}
