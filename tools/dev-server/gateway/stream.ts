import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import type { Outcome } from '../functions/function-messages.ts';
import { END_OF_HEAD, type Sink } from '../functions/streaming.ts';
import type { HttpAnswer } from '../http/answer.ts';
import { readProxyResult } from './proxy-result.ts';

/** Within so many bytes API Gateway looks for the end of the head. */
const MOST_HEAD_BYTES = 16 * 1024;

/**
 * The answer of a function that streams, as soon as its status and headers are there: its body goes on as
 * it is taken, and breaks off where the function fails. Undefined where the function has no head to give,
 * which API Gateway answers with 502.
 */
export function openStream(invoke: (sink: Sink) => Promise<Outcome>): Promise<HttpAnswer | undefined> {
  const body = new PassThrough();
  // It may break off before anybody reads it.
  body.on('error', () => undefined);
  const head = Promise.withResolvers<HttpAnswer | undefined>();
  let early: Buffer | undefined = Buffer.alloc(0);

  const sink: Sink = async (part) => {
    if (body.destroyed) throw new Error('nobody takes the answer any more');
    if (early === undefined) return put(body, part);
    early = Buffer.concat([early, part]);
    const end = early.subarray(0, MOST_HEAD_BYTES).indexOf(END_OF_HEAD);
    if (end === -1) return;
    const answer = readProxyResult(early.subarray(0, end).toString('utf8'));
    const rest = early.subarray(end + END_OF_HEAD.length);
    early = undefined;
    head.resolve(answer && { ...answer, body });
    await put(body, rest);
  };
  const run = async (): Promise<void> => {
    const { ok } = await invoke(sink);
    head.resolve(undefined);
    if (ok) body.end();
    else body.destroy(new Error('the function failed'));
  };
  run().catch(head.reject);
  return head.promise;
}

/** Waits while there is no room. Rejects where the stream is closed. */
async function put(body: Writable, part: Uint8Array): Promise<void> {
  if (part.length === 0 || body.write(part)) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  const closed = once(body, 'close', { signal }).then(() => {
    throw new Error('nobody takes the answer any more');
  });
  try {
    await Promise.race([once(body, 'drain', { signal }), closed]);
  } finally {
    waiting.abort();
  }
}
