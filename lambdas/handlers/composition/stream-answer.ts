import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { MINUTE, SECOND } from '../../duration.ts';
import type { Answered } from '../../http/answer.ts';
import { acceptsGzip } from '../../http/negotiation.ts';
import { header } from '../../http/request.ts';

type Part = string | Uint8Array;

/** A text of a page that is shorter fits into a packet anyway. */
const WORTH_COMPRESSING = 2048;
/** Whoever takes nothing for so long is gone: Lambda does not tell of it. */
const STALLED = MINUTE;
/** What it takes to say that there is no time left. */
const LAST_WORDS = 5 * SECOND;

/**
 * Streams an answer to API Gateway, which compresses no stream: so that is done here, for whoever takes
 * it. A part is asked for when there is room for it. Throws, and leaves the stream without an end, where
 * the answer breaks off, nobody takes it, or the time ends (`remaining`, in milliseconds).
 */
export async function streamAnswer(
  { statusCode, headers, body, stream }: Answered,
  event: Pick<APIGatewayProxyEvent, 'headers'>,
  response: awslambda.HttpResponseStream,
  remaining: () => number,
): Promise<void> {
  const isCompressed =
    acceptsGzip(header(event, 'accept-encoding')) && (stream !== undefined || body.length >= WORTH_COMPRESSING);
  const encoding = isCompressed && { 'Content-Encoding': 'gzip' };
  const metadata = { statusCode, headers: { ...headers, Vary: 'Accept, Accept-Encoding', ...encoding } };
  const out = awslambda.HttpResponseStream.from(response, metadata);
  // Status and headers go out with the first part, and an answer may have none.
  out.write('');
  const parts = stream ?? [body];
  await (isCompressed ? pourCompressed(parts, out, remaining) : pour(parts, out, remaining));
  out.end();
}

async function pourCompressed(
  parts: AsyncIterable<Part> | Iterable<Part>,
  out: Writable,
  remaining: () => number,
): Promise<void> {
  const gzip = createGzip();
  // Of both, so that whatever the parts have to put away is put away.
  const ended = await Promise.allSettled([pour(gzip, out, remaining), pipeline(parts, gzip)]);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

async function pour(
  parts: AsyncIterable<Part> | Iterable<Part>,
  out: Writable,
  remaining: () => number,
): Promise<void> {
  const closed = new AbortController();
  const close = (): void => closed.abort();
  out.on('close', close).on('error', close);
  for await (const part of parts) {
    if (closed.signal.aborted) throw new Error('the client went away');
    if (remaining() < LAST_WORDS) throw new Error('the time of the function is over');
    if (!out.write(part)) await drained(out, closed.signal);
  }
  out.off('close', close).off('error', close);
}

async function drained(out: Writable, closed: AbortSignal): Promise<void> {
  try {
    await once(out, 'drain', { signal: AbortSignal.any([closed, AbortSignal.timeout(STALLED)]) });
  } catch (cause) {
    throw new Error(closed.aborted ? 'the client went away' : 'the client took nothing for a minute', { cause });
  }
}
