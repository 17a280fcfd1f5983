import type { IncomingMessage } from 'node:http';

/**
 * Reads a request body as text, as API Gateway passes it on. Undefined when it is larger than
 * `limit` bytes: the rest is read and dropped, because a client that is still sending would not see
 * the answer.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks, size).toString('utf8');
}
