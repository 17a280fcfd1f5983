import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { messageOf } from '../../../lib/thrown.ts';
import { isRecord } from '../../json.ts';

/** A request with its headers as they are sent, so that one may come twice. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

/** What came: names of headers in lower case; `json` where the body is an object. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 60_000;

/** Sends a request as it is; `no answer: …` says why there is none. Never rejects. */
export async function send({ method, url, headers, body }: Request): Promise<Answer | string> {
  const open = url.startsWith('https:') ? requestSecure : requestPlain;
  const list = headers.flat();
  if (body) list.push('Content-Length', String(body.length));
  const done = Promise.withResolvers<Answer | string>();
  const sent = open(url, { method, headers: ['Host', new URL(url).host, ...list], timeout: TIMEOUT_MS });
  sent.on('timeout', () => sent.destroy(new Error('nothing came within a minute')));
  sent.on('error', (error) => done.resolve(`no answer: ${messageOf(error)}`));
  sent.on('response', (response) => {
    const { statusCode = 0, headers: names } = response;
    const known = Object.entries(names).map(([name, value]) => [name, String(value)] as const);
    buffer(response).then(
      (bytes) => done.resolve({ status: statusCode, headers: Object.fromEntries(known), json: parsed(bytes) }),
      (error: unknown) => done.resolve(`no answer: ${messageOf(error)}`),
    );
  });
  sent.end(body);
  return done.promise;
}

/** The object that a body is, compressed or not; empty where it is none. */
function parsed(bytes: Buffer): Answer['json'] {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const value: unknown = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
