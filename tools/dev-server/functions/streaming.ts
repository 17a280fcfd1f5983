import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { messageOf } from '../../../lib/thrown.ts';

/** Takes what a function streams, one part after the other. Rejects where nobody wants more of it. */
export type Sink = (part: Uint8Array) => Promise<void>;

/** Ends the status and the headers of a streamed answer, which stand before it as JSON. */
export const END_OF_HEAD = Buffer.alloc(8);

const streamed = new WeakSet<object>();
const heads = new WeakMap<Writable, Buffer>();

/** Gives functions what Lambda's runtime has for those that stream: the global `awslambda`. */
export function installStreaming(): void {
  const streamifyResponse = <Handler extends object>(handler: Handler): Handler => {
    streamed.add(handler);
    return handler;
  };
  // As there, the head goes out with the first part only.
  const from = (response: Writable, metadata: object): Writable => {
    heads.set(response, Buffer.concat([Buffer.from(JSON.stringify(metadata)), END_OF_HEAD]));
    return response;
  };
  Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream: { from } } });
}

/** Whether a handler has said that it streams. */
export const isStreamed = (handler: object): boolean => streamed.has(handler);

/**
 * Runs a handler that streams, until its stream has ended: one that leaves it open runs into the time-out,
 * as in Lambda. A part is asked for when the one before was taken.
 */
export async function runStreamed(handle: (response: Writable) => unknown, sink: Sink): Promise<void> {
  const response: Writable = new Writable({
    highWaterMark: 64 * 1024,
    write: (part: Buffer, _encoding, done) => {
      const head = heads.get(response);
      heads.delete(response);
      void hand(sink, head ? Buffer.concat([head, part]) : part, done);
    },
  });
  Object.assign(response, { setContentType: () => undefined });
  // Whoever waits for it hears of it, too.
  response.on('error', () => undefined);
  await handle(response);
  await finished(response);
}

async function hand(sink: Sink, part: Uint8Array, done: (error?: Error) => void): Promise<void> {
  let refused: Error | undefined;
  try {
    await sink(part);
  } catch (error) {
    refused = new Error(messageOf(error), { cause: error });
  }
  done(refused);
}
