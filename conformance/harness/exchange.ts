import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScimAnswer, ScimBody } from './target.ts';

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What the protocol says in headers; the others are the transport's. */
const HEADERS = ['allow', 'content-location', 'content-type', 'etag', 'location', 'retry-after', 'www-authenticate'];
const TOO_MANY_REQUESTS = 429;
/** Milliseconds between two attempts where no Retry-After says better. */
const PAUSE = 1_000;

/** Sends a request exactly as it is, again after 429, and answers what SCIM says of the answer. */
export async function send(sent: Sent): Promise<ScimAnswer> {
  for (;;) {
    const answer = await exchange(sent);
    if (answer.status !== TOO_MANY_REQUESTS) return answer;
    const seconds = Number(answer.headers['retry-after']);
    await delay(seconds > 0 ? seconds * 1000 : PAUSE);
  }
}

async function exchange({ method, url, headers, body }: Sent): Promise<ScimAnswer> {
  const open = url.startsWith('https:') ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    open(url, { method, headers: { ...headers, ...length } }, resolve)
      .on('error', reject)
      .end(body);
  });
  const content = await text(response);
  const named = HEADERS.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: parsed(content) as ScimBody };
}

/** Parsed, where it is JSON: what is not is shown as it came. */
function parsed(content: string): unknown {
  try {
    return content === '' ? undefined : JSON.parse(content);
  } catch {
    return content;
  }
}
