import type { APIGatewayProxyEvent } from 'aws-lambda';
import { unsupportedMediaType } from '../../scim/errors.ts';
import { jsonAsPlainText } from '../../scim/quirks/entra/json-as-plain-text.ts';
import type { Profile } from '../../scim/quirks/quirk.ts';
import { header, mediaTypeOf } from '../request.ts';

const MEDIA_TYPES: readonly string[] = ['application/scim+json', 'application/json'];
/** What a client says of JSON that leaves the header out, or what its library puts there. */
const PLAIN: ReadonlySet<string> = new Set(['', 'text/plain']);
/**
 * The one that bodies are read in (RFC 8259 §8.1), in both spellings that clients have for it, and
 * the one whose bytes are the same in UTF-8.
 */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * Throws 415 for a body that is not JSON by its Content-Type (RFC 7644 §3.1), or not in UTF-8. API
 * Gateway makes UTF-8 of it whatever the charset: letters would be lost without a word.
 */
export function checkMediaType(event: Pick<APIGatewayProxyEvent, 'headers'>, profile: Profile): void {
  const contentType = header(event, 'content-type') ?? '';
  const mediaType = mediaTypeOf(event);
  const isJson = MEDIA_TYPES.includes(mediaType) || (PLAIN.has(mediaType) && profile.has(jsonAsPlainText));
  if (!isJson) {
    const said = contentType === '' ? 'missing' : JSON.stringify(contentType.slice(0, 80));
    throw unsupportedMediaType(`Content-Type is ${said}; send ${MEDIA_TYPES.join(' or ')}`);
  }
  const charset = charsetOf(contentType);
  if (charset !== '' && !CHARSETS.has(charset.toLowerCase()))
    throw unsupportedMediaType(
      `Content-Type says charset=${charset.slice(0, 40)}; a body is read as UTF-8 only: send it in UTF-8, with charset=utf-8 or none`,
    );
}

/** The charset of a Content-Type, without quotes; "" where there is none. */
const charsetOf = (contentType: string): string =>
  (/;\s*charset\s*=\s*([^;]*)/i.exec(contentType)?.[1] ?? '').replaceAll(/["'\s]/g, '');
