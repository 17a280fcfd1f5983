import type { IncomingMessage } from 'node:http';

/**
 * Reads the bytes of a request body. Undefined when there are more than `limit`: the rest is read
 * and dropped, because a client that is still sending would not see the answer.
 */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks, size);
}

/** Reads a request body as UTF-8. Undefined when it is larger than `limit` bytes. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<string | undefined> =>
  (await readBytes(request, limit))?.toString('utf8');
