import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScimAnswer, ScimBody } from '../support/scim.ts';
import type { Target } from './target.ts';

/** Where an endpoint is: its SCIM base, as in https://scim.example.com/scim/v2, and what stands behind Bearer. */
export interface Endpoint {
  readonly url: string;
  readonly token: string;
}

/** What the protocol says in headers; the others are the transport's. */
const HEADERS = ['allow', 'content-location', 'content-type', 'etag', 'location', 'retry-after', 'www-authenticate'];
const TOO_MANY_REQUESTS = 429;
/** Milliseconds between two attempts where no Retry-After says better. */
const PAUSE = 1_000;

/** The endpoint at a URL. What is made through it is deleted by `drop`: it may be somebody's. */
export function openHttpTarget({ url, token }: Endpoint): Target {
  const base = url.replace(/\/+$/, '');
  const made = new Set<string>();
  const request: Target['request'] = async (method, path, body, headers = {}) => {
    const sent = {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await send(method, base + path, sent, text);
    for (const created of resourcesIn(method, answer)) made.add(created);
    return answer;
  };
  return {
    base,
    request,
    createUser: (attributes = {}) =>
      request('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `${randomUUID()}@example.com`,
        ...attributes,
      }),
    drop: async () => {
      // Groups first, which name the others.
      for (const location of [...made].toSorted())
        if (location.startsWith(base)) await request('DELETE', location.slice(base.length));
    },
  };
}

/** Sends a request exactly as it is, again after 429, and answers what SCIM says of the answer. */
async function send(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<ScimAnswer> {
  for (;;) {
    const answer = await exchange(method, url, headers, body);
    if (answer.status !== TOO_MANY_REQUESTS) return answer;
    const seconds = Number(answer.headers['retry-after']);
    await delay(seconds > 0 ? seconds * 1000 : PAUSE);
  }
}

async function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<ScimAnswer> {
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
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(named),
    body: (content === '' ? undefined : JSON.parse(content)) as ScimBody,
  };
}

/** The locations of what an answer says was made. */
function resourcesIn(method: string, { status, headers, body }: ScimAnswer): string[] {
  if (method !== 'POST') return [];
  if (status === 201) return headers['location'] === undefined ? [] : [headers['location']];
  const results: unknown = body?.['Operations'];
  return (Array.isArray(results) ? results : []).flatMap((result: Record<string, unknown>) =>
    result['method'] === 'POST' && result['status'] === '201' ? [String(result['location'])] : [],
  );
}
