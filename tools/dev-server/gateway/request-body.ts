import { gunzipSync, inflateSync } from 'node:zlib';
import { codeOf } from '../../../lib/thrown.ts';
import { Refusal } from './refusal.ts';

/** API Gateway's limit for a body, in bytes; here it counts before and after decompression. */
export const BODY_LIMIT = 10 * 1024 * 1024;

/** The codings that API Gateway decompresses. */
const DECODERS: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['', (bytes) => bytes],
  ['identity', (bytes) => bytes],
  ['gzip', (bytes) => gunzipSync(bytes, { maxOutputLength: BODY_LIMIT })],
  ['deflate', (bytes) => inflateSync(bytes, { maxOutputLength: BODY_LIMIT })],
]);

/**
 * A body as the function gets it: decompressed, and read as UTF-8 whatever its Content-Type says,
 * with U+FFFD for bytes that are not. What is known of it is in docs/adr/0015. Throws a Refusal: a
 * coding that is none of those, bytes that are not in it, or too many of them.
 */
export function decodeBody(bytes: Buffer, contentEncoding = ''): string {
  const decode = DECODERS.get(contentEncoding.trim().toLowerCase());
  if (decode === undefined) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
  if (bytes.length === 0) return '';
  try {
    return decode(bytes).toString('utf8');
  } catch (cause) {
    const isTooLarge = codeOf(cause) === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(isTooLarge ? 'REQUEST_TOO_LARGE' : 'UNSUPPORTED_MEDIA_TYPE', { cause });
  }
}
